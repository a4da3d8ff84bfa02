import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, expect, test } from "vitest";
import { publicServices } from "../public-services.ts";
import { listBindings } from "../rest/binding.ts";
import { createTestGateway } from "../testing/create-test-gateway.ts";
import { buildDocument } from "./build-document.ts";

const { app } = await createTestGateway();
afterAll(() => app.close());
const bindings = listBindings(publicServices);
const document: unknown = JSON.parse(JSON.stringify(buildDocument(publicServices, bindings)));

/** What stands in the document under some keys. */
function at(...keys: readonly (string | number)[]): unknown {
  return keys.reduce((value, key) => (value as Record<string, unknown>)[key], document);
}

/** The parameter of an operation that has this name. */
function parameter(path: string, name: string): unknown {
  return (at("paths", path, "get", "parameters") as { name: string }[]).find(
    (each) => each.name === name,
  );
}

test("is valid OpenAPI 3.1", async () => {
  expect(await new Validator().validate(document as Record<string, unknown>)).toEqual({
    valid: true,
  });
});

test("is served to everybody, and is the same", async () => {
  const answer = await app.inject("/openapi.json");
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(answer.json()).toEqual(document);
});

test("holds every rpc that has a way over REST, and no other", () => {
  const ids = Object.values(at("paths") as object)
    .flatMap((item) => Object.values(item as Record<string, { operationId: string }>))
    .flatMap(({ operationId }) => operationId.split("Or"));
  expect(new Set(ids)).toEqual(new Set(bindings.map(({ method }) => method.name)));
});

test("describes from the contract's comments, bounds and patterns", () => {
  const post = at("paths", "/products", "post") as { responses: object };
  expect(post).toMatchObject({
    summary: "Adds a product",
    description: expect.stringContaining("NOT_FOUND for an unknown category_id"),
  });
  expect(Object.keys(post.responses)).toEqual(["200", "400", "401", "404", "409", "default"]);
  expect(at("components", "schemas", "CreateProductRequest")).toMatchObject({
    required: ["name", "price"],
    allOf: [{ oneOf: [{ required: ["category_id"] }, { required: ["category"] }] }],
    additionalProperties: false,
    properties: {
      name: { type: "string", minLength: 1, maxLength: 200 },
      price: { type: ["number", "string"], pattern: "^(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?$" },
      category_id: { type: "integer", format: "int64", exclusiveMinimum: 0 },
    },
  });
  expect(at("components", "schemas", "Product", "properties")).toMatchObject({
    price: { type: "number" },
    sku: { type: ["string", "null"], description: expect.stringContaining("shop's own code") },
    created_at: { type: ["string", "null"], format: "date-time" },
  });
  expect(parameter("/sales", "limit")).toEqual({
    name: "limit",
    in: "query",
    description: "How many to answer, 1 to 1000; 100 when absent.",
    schema: { type: "integer", format: "int32", minimum: 1, maximum: 1000 },
  });
});

test.each([
  ["/products", "post"],
  ["/products/{product_id}", "patch"],
  ["/products/{product_id}", "delete"],
  ["/categories/{category_id}", "delete"],
])("tells of the idempotency key that %s takes with %s", (path, verb) => {
  const { parameters } = at("paths", path, verb) as { parameters: object[] };
  expect(parameters).toContainEqual(
    expect.objectContaining({
      in: "header",
      name: "Idempotency-Key",
      schema: { type: "string", pattern: "^[!-~]{1,200}$" },
    }),
  );
});

test("tells enums, headers of a bare answer, and paths of one shape", () => {
  expect(parameter("/sales/revenue", "group_by")).toMatchObject({
    schema: { enum: ["HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"] },
  });
  const answer = at("paths", "/sales/revenue", "get", "responses", "200") as { headers: object };
  expect(Object.keys(answer.headers)).toEqual(["x-backroom-as-of", "x-backroom-source"]);
  expect(at("paths", "/inventory/{inventory_id_or_product_id}", "get")).toMatchObject({
    operationId: "GetItemOrGetProductStock",
    parameters: [
      {
        schema: {
          anyOf: [
            { type: "string", format: "uuid" },
            { type: "integer", format: "int64", exclusiveMinimum: 0 },
          ],
        },
      },
    ],
  });
});

test("tells how to get CSV, and its columns", () => {
  expect(parameter("/sales/revenue", "format")).toMatchObject({
    in: "query",
    schema: { type: "string", enum: ["JSON", "CSV"] },
  });
  expect(at("paths", "/sales/revenue", "get", "responses", "200", "content")).toMatchObject({
    "application/json": { schema: { type: "array" } },
    "text/csv": {
      schema: {
        type: "string",
        description: expect.stringMatching(
          /Columns: `period`, `revenue`, .*`partial`, and of each item in a row `segment_key`, /,
        ),
      },
    },
  });
  expect(at("paths", "/sales/compare", "get", "responses", "200", "headers")).toMatchObject({
    "x-backroom-change": { description: expect.stringMatching(/^Beside CSV: Net revenue/) },
  });
  const plain = at("paths", "/sales/{sale_id}", "get", "responses", "200", "content");
  expect(Object.keys(plain as object)).toEqual(["application/json"]);
  expect(parameter("/sales/{sale_id}", "format")).toBe(undefined);
});

test("shows the page, whole and offline, under a strict policy", async () => {
  const page = await app.inject("/docs/");
  expect(page.statusCode).toBe(200);
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(
    ([, source]) => source ?? "",
  );
  expect(sources.length).toBeGreaterThan(3);
  for (const source of sources) {
    expect(source).not.toMatch(/^(?:https?:)?\/\//);
    const { pathname } = new URL(source, "http://localhost/docs/");
    expect((await app.inject(pathname)).statusCode, pathname).toBe(200);
  }
  expect((await app.inject("/docs/json")).json()).toMatchObject({ openapi: "3.1.0" });
});

test.each(["/", "/?from=browser"])("%s leads to the dashboard, without a key", async (url) => {
  const answer = await app.inject(url);
  expect([answer.statusCode, answer.headers.location]).toEqual([302, "/dashboard/"]);
});

test("the page needs no key", async () => {
  expect((await app.inject("/docs")).headers["content-type"]).toMatch(/^text\/html/);
});
