import { expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { get, type Json, rest } from "./testing/rest.ts";

/** The table of the design: every method and path that must be there. */
const table = `
GET POST /categories
GET PATCH DELETE /categories/{category_id}
GET POST /products
GET PATCH DELETE /products/{product_id}
GET POST /inventory
GET PUT PATCH /inventory/{inventory_id}
POST /inventory/{inventory_id}/adjustments
GET PUT /inventory/{product_id}
GET /inventory/{product_id}/history
GET /inventory/{inventory_id}/history
GET /inventory/stock/low-stock
GET /inventory/low-stock
GET POST /sales
POST /sales/batch
POST /sales/{sale_id}/refunds
POST /sales/{sale_id}/void
GET /sales/export
POST /sales/imports/{import_id}/rows
GET /sales/{sale_id}
GET /sales/revenue
GET /sales/compare
GET /sales/breakdown
GET /sales/summary
GET /sales/summary/events
GET /store
`;

test("the OpenAPI document has every route, each described, with its parameters", async () => {
  const document = await get("/openapi.json");
  expect(document.openapi).toMatch(/^3\.1\./);
  const shapes = new Map<string, Json>();
  for (const [path, methods] of Object.entries(document.paths as Record<string, Json>)) {
    for (const [method, operation] of Object.entries(methods)) {
      shapes.set(`${method.toUpperCase()} ${path}`, operation);
    }
  }
  for (const line of table.trim().split("\n")) {
    const words = line.split(" ");
    const path = words.at(-1) ?? "";
    for (const method of words.slice(0, -1)) {
      // Two paths that differ only in a parameter's name may be documented as one.
      const shape = path.replace(/\{(inventory|product)_id\}/, "{}");
      const found = [...shapes].find(([key]) => {
        const documented = key.replace(/\{(inventory_id|product_id|[a-z_]*id)\}/, "{}");
        return key === `${method} ${path}` || documented === `${method} ${shape}`;
      });
      expect(found, `${method} ${path}`).toBeDefined();
      const [, operation] = found ?? [];
      expect(operation.summary ?? operation.description, `${method} ${path}`).toMatch(/\w/);
    }
  }
  const revenue = shapes.get("GET /sales/revenue");
  const names = revenue.parameters.map((parameter: Json) => parameter.name);
  expect(names).toEqual(expect.arrayContaining(["group_by", "period", "start_date", "time_zone"]));
  expect(JSON.stringify(document.components.securitySchemes)).toContain("X-API-Key");
});

test("the documentation page works without the network", async () => {
  const seen = new Set<string>();
  const { url } = backroom;
  const response = await fetch(`${url}/docs`);
  expect(response.status).toBe(200);
  const html = await response.text();
  const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) {
    if (link.startsWith("data:")) continue;
    const address = new URL(link, response.url);
    expect(address.origin, link).toBe(new URL(url).origin);
    if (seen.has(address.href)) continue;
    seen.add(address.href);
    expect((await fetch(address)).status, link).toBe(200);
  }
});

test("health says that the process lives, readiness that its services answer", async () => {
  expect(await rest("GET", "/healthz", undefined, { key: null })).toMatchObject({ status: 200 });
  const ready = await rest("GET", "/readyz", undefined, { key: null });
  expect(ready).toMatchObject({ status: 200, body: { status: "ready" } });
});
