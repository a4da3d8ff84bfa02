import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCatalog, type TestCatalog } from "../testing/open-test-catalog.ts";

const { createCategory, listCategories } = CatalogService.method;
let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test("a category is answered as it was made", async () => {
  const { category } = await catalog.call(createCategory, { name: "Dairy & Eggs" });
  expect(category?.name).toBe("Dairy & Eggs");
  expect(category?.id).toBeGreaterThan(0n);
  expect(category?.createdAt).toEqual(category?.updatedAt);
});

test("a name is taken in any case", async () => {
  await catalog.call(createCategory, { name: "Tea" });
  await expect(catalog.call(createCategory, { name: "tEA" })).rejects.toThrow(
    new ConnectError("name: there is a category of this name", Code.AlreadyExists),
  );
});

test("of many that make the same name at once one succeeds", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) =>
      catalog.call(createCategory, { name: n % 2 ? "Race" : "RACE" }),
    ),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results) {
    if (result.status === "rejected") {
      expect(result.reason).toMatchObject({ code: Code.AlreadyExists });
    }
  }
});

test("a retry at the same moment answers the first category", async () => {
  const request = { name: "Once", idempotencyKey: "create-category-1" };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => catalog.call(createCategory, request)),
  );
  expect(new Set(answers.map(({ category }) => category?.id)).size).toBe(1);
  const { items } = await catalog.call(listCategories, {});
  expect(items.filter(({ name }) => name === "Once")).toHaveLength(1);
});

test.each([
  ["empty", ""],
  ["with a space before it", " Tea"],
  ["with a control character", "a\u0001b"],
  ["too long", "x".repeat(101)],
])("a name that is %s is refused", async (_why, name) => {
  const error = await catalog.call(createCategory, { name }).catch(ConnectError.from);
  expect(error).toMatchObject({ code: Code.InvalidArgument });
  expect(String(error)).toContain("name: ");
});
