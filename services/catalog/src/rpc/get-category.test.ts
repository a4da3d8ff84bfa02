import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { createCategory, getCategory } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("a category is answered by its id", async () => {
  const { category } = await catalog.call(createCategory, { name: "Tea" });
  const answer = await catalog.call(getCategory, { categoryId: category?.id });
  expect(answer.category).toEqual(category);
});

test("an unknown id is not found", async () => {
  await expect(catalog.call(getCategory, { categoryId: 2n ** 63n - 1n })).rejects.toThrow(
    new ConnectError("category_id: there is no category 9223372036854775807", Code.NotFound),
  );
});

test("an id that is not above zero is refused", async () => {
  await expect(catalog.call(getCategory, { categoryId: 0n })).rejects.toMatchObject({
    code: Code.InvalidArgument,
  });
});
