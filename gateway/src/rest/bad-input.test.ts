import { afterAll, expect, test } from "vitest";
import { createTestGateway } from "../testing/create-test-gateway.ts";

const { app, seen, logged, headers } = await createTestGateway();
afterAll(() => app.close());

/** Posts a sale as it is given. */
function post(
  payload: string | Buffer,
  type: string | undefined = "application/json",
  url = "/sales",
) {
  const contentType = type === undefined ? {} : { "content-type": type };
  return app.inject({ method: "POST", url, headers: { ...headers, ...contentType }, payload });
}

const sound = { product_id: 1, quantity: 5 };

/** A sound sale with other fields. */
function sale(changes: string): string {
  return `{"product_id":1,"quantity":5,${changes}}`;
}

test.each([
  ["an unknown field", sale('"quantty":2'), "quantty: is an unknown field; did you mean quantity?"],
  ["a field of no likeness", sale('"colour":2'), "colour: is an unknown field"],
  [
    "a camelCase name",
    '{"productId":1}',
    "productId: is an unknown field; did you mean product_id?",
  ],
  ["a prototype's name", '{"__proto__":1}', "__proto__: is an unknown field"],
  ["a duplicate field", sale('"quantity":2'), "quantity: is given twice"],
  [
    "a duplicate field deep inside",
    '{"sales":[{"sku":"a","sku":"b"}]}',
    "sales[0].sku: is given twice",
  ],
  ["a text for a number", '{"product_id":1,"quantity":"five"}', "quantity: must be a whole number"],
  ["a list for a number", '{"product_id":[1]}', "product_id: must be a whole number, not a list"],
  ["a number for a text", sale('"channel":5'), "channel: must be a string, not a number"],
  [
    "a number for a boolean",
    sale('"require_stock":1'),
    "require_stock: must be true or false, not a number",
  ],
  ["a fraction of a piece", '{"product_id":1,"quantity":1.5}', "quantity: must be a whole number"],
  [
    "too large a number",
    '{"product_id":1,"quantity":2147483648}',
    "quantity: must be from -2147483648 to 2147483647",
  ],
  ["far too large a number", '{"product_id":1e400}', "product_id: must be a whole number"],
  [
    "too large an id",
    '{"product_id":9223372036854775808}',
    "product_id: must be from -9223372036854775808 to 9223372036854775807",
  ],
  ["a number out of the rules", '{"product_id":1,"quantity":0}', "quantity: "],
  ["a negative price", sale('"price":-1'), "price: "],
  ["NaN", sale('"price":NaN'), 'body: is not JSON: unexpected "N" at character 38'],
  ["Infinity", sale('"price":-Infinity'), 'body: is not JSON: unexpected "-"'],
  [
    "five decimals",
    sale('"price":1.00001'),
    "price: must not have more than four digits after the point",
  ],
  [
    "five decimals in a text",
    sale('"price":"1.00001"'),
    "price: must not have more than four digits after the point",
  ],
  [
    "a huge exponent",
    sale('"price":1e1000000000'),
    "price: must be a decimal number with a smaller exponent",
  ],
  ["a price in words", sale('"price":"ten"'), "price: must be a decimal number such as 19.99"],
  ["an object for a price", sale('"price":{}'), "price: must be a decimal number, not an object"],
  ["NUL in a text", sale('"channel":"a\\u0000"'), "channel: must not contain a NUL character"],
  [
    "half a surrogate pair",
    sale('"channel":"\\ud800"'),
    "channel: must not contain half of a surrogate pair",
  ],
  [
    "a control character in the JSON",
    sale('"channel":"a\n"'),
    'body: is not JSON: unexpected "\\n"',
  ],
  ["an unknown escape", sale('"channel":"\\x"'), 'body: is not JSON: unexpected "\\\\"'],
  ["no JSON", "quantity=5", 'body: is not JSON: unexpected "q" at character 1'],
  [
    "JSON that ends too early",
    '{"quantity":',
    "body: is not JSON: it ends too early at character 13",
  ],
  ["JSON and more", "{} {}", 'body: is not JSON: unexpected "{" at character 4'],
  ["a trailing comma", '{"quantity":5,}', 'body: is not JSON: unexpected "}"'],
  ["a leading zero", '{"quantity":05}', 'body: is not JSON: unexpected "5"'],
  ["a list for the whole", "[]", "body: must be an object, not a list"],
  ["null for the whole", "null", "body: must be an object, not null"],
  ["nothing", "{}", "quantity: "],
  ["no product", '{"quantity":5}', "product_id"],
  ["a product twice over", sale('"sku":"a"'), "product_id"],
  [
    "deep nesting",
    `{"channel":${"[".repeat(100_000)}`,
    "body: must not be nested deeper than 32 levels",
  ],
])("refuses %s", async (_name, body, message) => {
  const url = body.startsWith('{"sales"') ? "/sales/batch" : "/sales";
  const answer = await post(body, "application/json", url);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "invalid_argument" });
  expect(answer.json().message).toContain(message);
});

test("refuses text that is not UTF-8", async () => {
  const answer = await post(Buffer.from(sale('"channel":"caf\xe9"'), "latin1"));
  expect(answer.statusCode).toBe(400);
  expect(answer.json().message).toBe("body: is not valid UTF-8");
});

test.each([
  ["no content type", undefined],
  ["a form", "application/x-www-form-urlencoded"],
  ["plain text", "text/plain"],
  ["protobuf", "application/proto"],
  ["nonsense", "nonsense"],
])("refuses %s with 415", async (_name, type) => {
  const answer = await app.inject({
    method: "POST",
    url: "/sales",
    headers: type === undefined ? headers : { ...headers, "content-type": type },
    payload: Buffer.from(JSON.stringify(sound)),
  });
  expect(answer.statusCode).toBe(415);
  expect(answer.json().message).toBe("content-type: must be application/json");
});

test("takes any JSON content type", async () => {
  for (const type of ["application/json; charset=utf-8", "application/merge-patch+json"]) {
    expect((await post(JSON.stringify(sound), type)).statusCode).toBe(200);
  }
  seen.length = 0;
});

test("refuses a body of 10 MB with 413", async () => {
  const answer = await post(sale(`"channel":"${"x".repeat(10_000_000)}"`));
  expect(answer.statusCode).toBe(413);
  expect(answer.json()).toMatchObject({
    code: "resource_exhausted",
    message: "body: is too large",
  });
});

test.each([
  ["/products?limit=0", "limit: "],
  ["/products?limit=100000", "limit: "],
  ["/products?limit=", "limit: must be a whole number"],
  ["/products?limit", "limit: must be a whole number"],
  ["/products?limit=1e2", "limit: must be a whole number"],
  ["/products?limit=99999999999", "limit: must be from -2147483648 to 2147483647"],
  ["/products?limit=1&limit=2", "limit: is given twice"],
  ["/products?limt=1", "limt: is an unknown query parameter; did you mean limit?"],
  ["/products?archived=maybe", "archived: must be true or false"],
  ["/products?q=%ff", "q: is not percent-encoded UTF-8"],
  ["/products?%ff=1", "query: is not percent-encoded UTF-8"],
  ["/products?q=a%00b", "q: must not contain a NUL character"],
  ["/products/1?product_id=1", "product_id: is given by the path already"],
  ["/products/9223372036854775808", "product_id: must be from -9223372036854775808"],
  [`/products/${"9".repeat(400)}`, "product_id: must be from -9223372036854775808"],
  ["/products/-1", "product_id: must be a whole number, digits only"],
  ["/products/one", "product_id: must be a whole number, digits only"],
  ["/products/%zz", "path: is not percent-encoded UTF-8"],
  ["/products/0", "product_id: "],
  ["/inventory/no-uuid", "inventory_id: "],
  ["/inventory/0197a1b2", "inventory_id: "],
  ["/inventory/a%00b", "inventory_id: must not contain a NUL character"],
  [
    "/sales/revenue?group_by=fortnight",
    "group_by: must be one of HOUR, DAY, WEEK, MONTH, QUARTER, YEAR",
  ],
  ["/sales/revenue?group_by=", "group_by: must be one of"],
  ["/sales/revenue?product_id=1&product_id=x", "product_id: must be a whole number"],
  ["/sales/breakdown", "by: "],
])("refuses GET %s", async (url, message) => {
  const answer = await app.inject({ url, headers });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "invalid_argument" });
  expect(answer.json().message).toContain(message);
});

test.each([
  [
    "PATCH",
    "/categories/1",
    '{"name":"a","category_id":1}',
    "category_id: is given by the path already",
  ],
  [
    "POST",
    "/categories?name=a",
    '{"name":"a"}',
    "name: must be given in the body, not in the query",
  ],
  ["PATCH", "/categories/1?category_id=1", '{"name":"a"}', "category_id: is given by the path"],
  ["DELETE", "/categories/1", "{}", "body: must be absent"],
  ["GET", "/categories", "{}", "body: must be absent"],
  ["PUT", "/inventory/1", '{"quantity":1}', "quantity: is an unknown field"],
] as const)("refuses %s %s with %s", async (method, url, payload, message) => {
  const type = { "content-type": "application/json" };
  const answer = await app.inject({ method, url, headers: { ...headers, ...type }, payload });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().message).toContain(message);
});

test("refuses a timeout that is none", async () => {
  const answer = await app.inject({
    url: "/products",
    headers: { ...headers, "connect-timeout-ms": "soon" },
  });
  expect(answer.json().message).toBe("connect-timeout-ms: must be 1 to 9999999999 milliseconds");
});

test("tells every wrong field of a message at once, in details too", async () => {
  const answer = await post('{"product_id":-1,"quantity":-1}');
  expect(answer.json().message).toMatch(/product_id: .*; quantity: /);
  expect(answer.json().details).toMatchObject([{ type: "buf.validate.Violations" }]);
});

test("let nothing of all this through, and logged none of it", () => {
  expect(seen).toEqual([]);
  expect(logged()).toBe("");
});
