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

test("pages hold every category once, by id, while others are added", async () => {
  expect(await catalog.call(listCategories, {})).toMatchObject({
    items: [],
    total: 0n,
    skip: 0,
    limit: 100,
    nextPageToken: "",
  });
  const names = Array.from({ length: 7 }, (_, n) => `Category ${n}`);
  for (const name of names) await catalog.call(createCategory, { name });
  const first = await catalog.call(listCategories, { limit: 3 });
  expect(first).toMatchObject({ total: 7n, limit: 3 });
  await catalog.call(createCategory, { name: "Late" });
  const second = await catalog.call(listCategories, { limit: 3, pageToken: first.nextPageToken });
  const third = await catalog.call(listCategories, { limit: 3, pageToken: second.nextPageToken });
  const listed = [first, second, third].flatMap(({ items }) => items.map(({ name }) => name));
  expect(listed).toEqual([...names, "Late"]);
  expect(third).toMatchObject({ total: 8n, nextPageToken: "" });
  const skipped = await catalog.call(listCategories, { skip: 6, limit: 2 });
  expect(skipped.items.map(({ name }) => name)).toEqual(["Category 6", "Late"]);
  const beyond = await catalog.call(listCategories, { skip: 100 });
  expect(beyond).toMatchObject({ items: [], total: 8n, skip: 100, nextPageToken: "" });
});

test.each([
  ["limit", "zero", { limit: 0 }],
  ["limit", "above 1000", { limit: 1001 }],
  ["skip", "below zero", { skip: -1 }],
  ["skip", "given with page_token", { skip: 1, pageToken: "WyIxIl0" }],
  ["page_token", "made up", { pageToken: "nonsense" }],
  ["page_token", "not of an id", { pageToken: Buffer.from('["abc"]').toString("base64url") }],
  [
    "page_token",
    "beyond all ids",
    { pageToken: Buffer.from('["9999999999999999999"]').toString("base64url") },
  ],
])("a %s that is %s is refused", async (field, _why, request) => {
  const error = await catalog.call(listCategories, request).catch(ConnectError.from);
  expect(error).toMatchObject({ code: Code.InvalidArgument });
  expect(String(error)).toContain(field);
});
