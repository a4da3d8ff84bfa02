import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, type ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { clientOf, connectJson } from "./testing/connect.ts";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { get, rest, send } from "./testing/rest.ts";

test("a category can be made, read, renamed and deleted", async () => {
  const name = uniqueName("Tools");
  const made = await send("POST", "/categories", { name });
  expect(made).toMatchObject({ id: expect.any(Number), name });
  expect(await get(`/categories/${made.id}`)).toEqual(made);
  const renamed = await send("PATCH", `/categories/${made.id}`, { name: `${name} too` });
  expect(renamed).toMatchObject({ id: made.id, name: `${name} too` });
  await send("DELETE", `/categories/${made.id}`);
  expect((await rest("GET", `/categories/${made.id}`)).status).toBe(404);
});

test("a category's name is taken in any case", async () => {
  const name = uniqueName("Paints");
  await send("POST", "/categories", { name });
  const again = await rest("POST", "/categories", { name: name.toUpperCase() });
  expect(again).toMatchObject({ status: 409, body: { code: "already_exists" } });
  expect(again.body.message).toMatch(/^name: /);
});

test("a category in use cannot be deleted", async () => {
  const product = await makeProduct();
  const answer = await rest("DELETE", `/categories/${product.category_id}`);
  expect(answer).toMatchObject({ status: 400, body: { code: "failed_precondition" } });
  expect(await get(`/categories/${product.category_id}`)).toBeTruthy();
});

test("categories are listed by id, page by page", async () => {
  for (const kind of ["One", "Two", "Three"]) {
    await send("POST", "/categories", { name: uniqueName(kind) });
  }
  const first = await get("/categories?skip=0&limit=2");
  expect(first).toMatchObject({ skip: 0, limit: 2, total: expect.any(Number) });
  expect(first.items).toHaveLength(2);
  const second = await get(`/categories?limit=2&page_token=${first.next_page_token}`);
  expect(second.items[0].id).toBeGreaterThan(first.items[1].id);
});

test("a product made with a new category's name names it and its id", async () => {
  const category = uniqueName("New");
  const made = await send("POST", "/products/", { name: "Hammer", category, price: 19.9 });
  expect(made).toMatchObject({ name: "Hammer", category, archived: false, version: 1 });
  expect(await get(`/categories/${made.category_id}`)).toMatchObject({ name: category });
  const again = await send("POST", "/products", {
    name: "Saw",
    category: category.toLowerCase(),
    price: "5",
  });
  expect(again.category_id).toBe(made.category_id);
});

test.each([19.99, "19.99", 0, "0.0001", 123456789012.1234, "999999999999.9999"])(
  "a price of %s is kept to the last digit",
  async (price) => {
    const { id } = await makeProduct({ price });
    const { exact } = await rest("GET", `/products/${id}`);
    expect(Number(exact.price)).toBe(Number(price));
    if (typeof price === "string") expect(exact.price.replace(/\.00$/, "")).toBe(price);
  },
);

test("a product can be changed, but not from a version that has passed", async () => {
  const product = await makeProduct({ description: "Old" });
  const path = `/products/${product.id}`;
  const changed = await send("PATCH", path, { price: "11.50", expected_version: 1 });
  expect(changed).toMatchObject({ price: 11.5, description: "Old", version: 2, sku: product.sku });
  const late = await rest("PATCH", path, { price: "1", expected_version: 1 });
  expect(late).toMatchObject({ status: 409, body: { code: "aborted" } });
  expect(await get(path)).toEqual(changed);
});

test("a SKU is unique", async () => {
  const { sku, category_id } = await makeProduct();
  const answer = await rest("POST", "/products", { name: "Copy", price: 1, category_id, sku });
  expect(answer).toMatchObject({ status: 409, body: { code: "already_exists" } });
  expect((await get(`/products?sku=${sku}`)).items).toHaveLength(1);
});

test("a deleted product leaves the lists and stays readable", async () => {
  const product = await makeProduct();
  await send("DELETE", `/products/${product.id}`);
  const inCategory = `/products?category_id=${product.category_id}`;
  expect((await get(inCategory)).items).toEqual([]);
  const archived = await get(`${inCategory}&archived=true`);
  expect(archived.items).toMatchObject([{ id: product.id, archived: true }]);
  expect(await get(`/products/${product.id}`)).toMatchObject({ archived: true });
});

test("products are found by category, text and SKU", async () => {
  const category = uniqueName("Found");
  const lamp = await makeProduct({ name: uniqueName("Lamp"), category });
  const desk = await makeProduct({ name: uniqueName("Desk"), category });
  const named = encodeURIComponent(category.toUpperCase());
  const byCategory = await get(`/products?skip=0&limit=10&category=${named}`);
  expect(byCategory).toMatchObject({ total: 2, skip: 0, limit: 10 });
  expect(byCategory.items).toEqual([lamp, desk]);
  const q = encodeURIComponent(lamp.name.toLowerCase().slice(0, 12));
  expect((await get(`/products?q=${q}`)).items).toEqual([lamp]);
  expect((await get(`/products?sku=${desk.sku}`)).items).toEqual([desk]);
});

test("pages by token see every product once", async () => {
  const category = uniqueName("Pages");
  const made = [];
  for (let index = 0; index < 7; index += 1) made.push((await makeProduct({ category })).id);
  const seen = [];
  let path = `/products?limit=3&category=${encodeURIComponent(category)}`;
  for (let token = "first"; token; ) {
    const page = await get(path);
    seen.push(...page.items.map((item: { id: number }) => item.id));
    token = page.next_page_token;
    path = `${path.replace(/&page_token=.*/, "")}&page_token=${token}`;
  }
  expect(seen).toEqual(made);
});

test("a retry with the same idempotency key makes one product", async () => {
  const { category_id } = await makeProduct();
  const body = { name: uniqueName("Once"), price: "3", category_id };
  const headers = { "idempotency-key": uniqueName("key").replaceAll(" ", "-") };
  const first = await rest("POST", "/products", body, { headers });
  const second = await rest("POST", "/products", body, { headers });
  expect(second.body).toEqual(first.body);
  const other = await rest("POST", "/products", { ...body, price: "4" }, { headers });
  expect(other).toMatchObject({ status: 409, body: { code: "already_exists" } });
});

test("a key makes changes and deletions happen once too, over REST and Connect", async () => {
  const { id, category_id } = await makeProduct({ price: "1" });
  const path = `/products/${id}`;
  const newHeaders = () => ({ headers: { "idempotency-key": `key-${crypto.randomUUID()}` } });
  const headers = newHeaders();
  const first = await rest("PATCH", path, { price: "2" }, headers);
  await send("PATCH", path, { price: "3" });
  expect((await rest("PATCH", path, { price: "2" }, headers)).body).toEqual(first.body);
  const updating = { productId: `${id}`, price: "2" };
  const connect = await connectJson("catalog", "UpdateProduct", updating, headers);
  expect(connect.body.product).toMatchObject({ price: "2.00", version: first.body.version });
  expect(await get(path)).toMatchObject({ price: 3 });
  const refused = { status: 409, body: { code: "already_exists" } };
  expect(await rest("PATCH", path, { price: "4" }, headers)).toMatchObject(refused);
  expect(await rest("DELETE", path, undefined, headers)).toMatchObject(refused);

  const deletion = newHeaders();
  const archived = await rest("DELETE", path, undefined, deletion);
  await send("PATCH", path, { archived: false });
  expect((await rest("DELETE", path, undefined, deletion)).body).toEqual(archived.body);
  expect(await get(path)).toMatchObject({ archived: false });

  const renaming = newHeaders();
  const name = uniqueName("Renamed");
  const renamed = await rest("PATCH", `/categories/${category_id}`, { name }, renaming);
  const again = { categoryId: `${category_id}`, name };
  expect(await connectJson("catalog", "UpdateCategory", again, renaming)).toMatchObject({
    status: 200,
    body: { category: { name: renamed.body.name } },
  });
});

test("the Connect client and Connect/JSON see what REST made", async () => {
  const made = await makeProduct({ price: "7.25" });
  const { product } = await clientOf(CatalogService).getProduct({ productId: BigInt(made.id) });
  expect(product).toMatchObject({ id: BigInt(made.id), price: "7.25", category: made.category });
  const json = await connectJson("catalog", "GetProduct", { productId: `${made.id}` });
  expect(json.body.product).toMatchObject({ id: `${made.id}`, price: "7.25" });
  const missing = clientOf(CatalogService).getProduct({ productId: 9_000_000_000n });
  await expect(missing).rejects.toThrow(
    expect.objectContaining({ code: Code.NotFound }) as ConnectError,
  );
});
