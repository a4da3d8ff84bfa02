import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

const runsARoute = 15;

/** Ids of things of our own, so that garbage harms nobody else's products. */
let ownIds: string[] = [];
const routes: {
  method: string;
  path: string;
  parameters: string[];
  fields: string[];
  isEndless: boolean;
}[] = [];

beforeAll(async () => {
  const product = await makeProduct();
  const item = await send("POST", "/inventory", { product_id: product.id, channel: "junk" });
  const sale = await send("POST", "/sales", { product_id: product.id, quantity: 9 });
  ownIds = [product.id, item.id, sale.id, product.category_id].map(String);
  const document = await get("/openapi.json");
  for (const [path, operations] of Object.entries(document.paths as Record<string, Json>)) {
    for (const [method, operation] of Object.entries(operations as Record<string, Json>)) {
      if (!/^(get|post|put|patch|delete)$/.test(method)) continue;
      const inQuery = (operation.parameters ?? []).filter((each: Json) => each.in === "query");
      const parameters = inQuery.map((each: Json) => each.name);
      const schema = operation.requestBody?.content?.["application/json"]?.schema;
      const body = resolve(document, schema);
      const fields = Object.keys(body?.properties ?? {});
      const isEndless = "application/x-ndjson" in (operation.responses["200"].content ?? {});
      routes.push({ method: method.toUpperCase(), path, parameters, fields, isEndless });
    }
  }
});

/** Follows a reference within the document. */
function resolve(document: Json, schema: Json): Json {
  if (!schema?.$ref) return schema;
  return schema.$ref
    .split("/")
    .slice(1)
    .reduce((node: Json, name: string) => node[name], document);
}

/** Texts that programs trip over; the letter before the random ones keeps them from being an id. */
function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }).map((text) => `x${text}`),
    fc.constantFrom(
      "",
      " ",
      "\u0000",
      "null",
      "NaN",
      "-0",
      "1e400",
      "%00",
      "../../etc",
      "'--",
      "💥",
    ),
    fc.constantFrom("2008-02-29", "2007-02-29", "2008-01-01T25:00:00", "UTC", "day", "CSV", "true"),
    fc.constantFrom("99999999999999999999", "-1", "0", "0x10", "1.5", "1.00001", "9e9"),
    fc.constantFrom(...ownIds),
  );
}

/** Values of any kind, in which no small number can be the id of somebody else's product. */
function anyValue(): fc.Arbitrary<unknown> {
  const scalar = fc.oneof(
    anyText(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(0, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 53, 1e-7, ...ownIds.map(Number)),
  );
  return fc.oneof(
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(anyText(), scalar, { maxKeys: 3 }) },
  );
}

/** Encodes a text for a path or a query, lone surrogates and all. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Begins to read what may never end, and answers the status. */
async function askForHead(path: string): Promise<number> {
  const { url, key } = backroom;
  const leave = new AbortController();
  const signal = AbortSignal.any([leave.signal, AbortSignal.timeout(30_000)]);
  const { status } = await fetch(`${url}${path}`, { headers: { "x-api-key": key }, signal });
  leave.abort();
  return status;
}

test("garbage at any route is never our fault", async () => {
  expect(routes.length).toBeGreaterThan(25);
  for (const { method, path, parameters, fields, isEndless } of routes) {
    const segments = fc.array(anyText(), { minLength: 3, maxLength: 3 });
    const query = fc.array(fc.tuple(fc.constantFrom("nonsense", ...parameters), anyText()), {
      maxLength: 4,
    });
    const object = fc.array(fc.tuple(fc.constantFrom("nonsense", ...fields), anyValue()), {
      maxLength: 6,
    });
    const body = fc.oneof(
      { weight: 6, arbitrary: object.map((pairs) => JSON.stringify(Object.fromEntries(pairs))) },
      { weight: 1, arbitrary: anyValue().map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: anyText() },
    );
    await fc.assert(
      fc.asyncProperty(segments, query, body, async (names, pairs, raw) => {
        let index = 0;
        const place = path.replace(/\{[^}]*\}/g, () => encode(names[index++] ?? "x"));
        const search = pairs.map(([name, value]) => `${name}=${encode(value)}`).join("&");
        const sent = method === "GET" || method === "DELETE" ? {} : { raw };
        if (isEndless) {
          expect(await askForHead(`${place}?${search}`)).toBeLessThan(500);
          return;
        }
        const answer = await rest(method, `${place}?${search}`, undefined, sent);
        expect(answer.status, `${method} ${place}?${search}\n${raw}`).toBeLessThan(500);
        if (answer.status >= 400) expect(answer.body.code).toMatch(/^[a-z_]+$/);
      }),
      { numRuns: runsARoute },
    );
  }
}, 120_000);

test("garbage at any rpc is never our fault", async () => {
  const rpcs = [
    "catalog.v1.CatalogService/CreateProduct",
    "catalog.v1.CatalogService/ListProducts",
    "inventory.v1.InventoryService/SetProductStock",
    "inventory.v1.InventoryService/ListHistory",
    "sales.v1.SalesService/RecordSales",
    "sales.v1.SalesService/ListSales",
    "revenue.v1.RevenueService/GetRevenue",
    "revenue.v1.RevenueService/BreakdownRevenue",
  ];
  const names = ["productId", "sku", "quantity", "price", "startDate", "endDate", "timeZone"];
  const more = ["groupBy", "by", "limit", "pageToken", "sales", "category", "stock", "name"];
  const object = fc.array(fc.tuple(fc.constantFrom(...names, ...more), anyValue()), {
    maxLength: 6,
  });
  const json = object.map((pairs) => JSON.stringify(Object.fromEntries(pairs)));
  const types = fc.constantFrom("application/json", "application/proto");
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Uint8Array.from(array));
  for (const rpc of rpcs) {
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, bytes), types, async (raw, type) => {
        const options = { raw, headers: { "content-type": type } };
        const answer = await rest("POST", `/backroom.${rpc}`, undefined, options);
        expect(answer.status, `${rpc} ${type} ${raw}`).toBeLessThan(500);
      }),
      { numRuns: runsARoute * 2 },
    );
  }
}, 120_000);
