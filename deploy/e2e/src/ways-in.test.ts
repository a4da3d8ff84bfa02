import { createRequire } from "node:module";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { clientOf, connectJson, rpcName, type ServiceName } from "./testing/connect.ts";
import { bufCurl, grpc } from "./testing/grpc.ts";
import { makeProduct } from "./testing/make-product.ts";
import { get, type Json, rest, send } from "./testing/rest.ts";

const healthProto = createRequire(import.meta.url).resolve(
  "grpc-health-check/proto/health/v1/health.proto",
);

/** Makes a request to each rpc that reads, about a product of its own. */
async function requests(): Promise<[ServiceName, string, Json][]> {
  const product = await makeProduct();
  const productId = `${product.id}`;
  const body = { product_id: product.id, channel: "web", quantity: 1, reorder_level: 2 };
  const item = await send("POST", "/inventory", body);
  const sale = await send("POST", "/sales", {
    product_id: product.id,
    quantity: 2,
    sale_date: "2019-03-01",
    historical: true,
  });
  const range = { startDate: "2019-03-01", endDate: "2019-03-02", productId: [productId] };
  const ranges = { start1: "2019-03-01", end1: "2019-03-01", start2: "2019-03-02" };
  return [
    ["catalog", "GetCategory", { categoryId: `${product.category_id}` }],
    ["catalog", "GetProduct", { productId }],
    ["catalog", "ListProducts", { sku: product.sku }],
    ["inventory", "ListItems", { productId }],
    ["inventory", "GetItem", { inventoryId: item.id }],
    ["inventory", "GetProductStock", { productId }],
    ["inventory", "ListHistory", { inventoryId: item.id }],
    ["sales", "GetSale", { saleId: `${sale.id}` }],
    ["sales", "ListSales", { productId }],
    ["revenue", "GetRevenue", { ...range, fresh: true }],
    ["revenue", "CompareRevenue", { ...ranges, end2: "2019-03-02", productId: [productId] }],
    ["revenue", "BreakdownRevenue", { by: "DIMENSION_CHANNEL", ...range }],
  ];
}

test("gRPC, with reflection, answers what Connect/JSON answers", async () => {
  for (const [service, rpc, request] of await requests()) {
    const overConnect = await connectJson(service, rpc, request);
    expect(overConnect.status, `${rpc}: ${overConnect.text}`).toBe(200);
    const overGrpc = await grpc(service, rpc, request);
    const ignoreTime = { asOf: expect.anything() };
    const expected = overConnect.body.asOf
      ? { ...overConnect.body, ...ignoreTime }
      : overConnect.body;
    expect(overGrpc, rpc).toEqual(expected);
  }
});

test("gRPC lists its services and their health", async () => {
  const listed = await bufCurl("sales", "", ["--list-services"]);
  expect(listed).toContain("backroom.sales.v1.SalesService");
  expect(listed).toContain("backroom.revenue.v1.RevenueService");
  for (const service of ["catalog", "inventory", "sales"] as const) {
    const args = ["--schema", healthProto, "-d", "{}"];
    const health = await bufCurl(service, "/grpc.health.v1.Health/Check", args);
    expect(JSON.parse(health)).toEqual({ status: "SERVING" });
  }
});

test("a gRPC call without the internal token, or with a wrong one, is refused", async () => {
  const path = `/${rpcName("catalog", "ListProducts")}`;
  for (const token of ["", "wrong"]) {
    await expect(bufCurl("catalog", path, ["-d", "{}"], token)).rejects.toThrow("unauthenticated");
  }
});

test("gRPC writes too, and refuses bad input by field", async () => {
  const product = await makeProduct();
  const request = { productId: `${product.id}`, quantity: 2, totalAmount: "19.99" };
  const { sale } = await grpc("sales", "RecordSale", request);
  expect(await get(`/sales/${sale.id}`)).toMatchObject({ total_amount: 19.99, quantity: 2 });
  const bad = grpc("sales", "RecordSale", { productId: `${product.id}`, quantity: -2 });
  await expect(bad).rejects.toThrow(/invalid_argument[\s\S]*quantity/);
});

test("the Connect client speaks to every service", async () => {
  const product = await makeProduct({ price: "1.1" });
  const productId = BigInt(product.id);
  const { item } = await clientOf(InventoryService).createItem({ productId, quantity: 3n });
  expect(item).toMatchObject({ productId, quantity: 3n, channel: "default", available: 3n });
  const sales = clientOf(SalesService);
  const { sale } = await sales.recordSale({ productId, quantity: 2, saleDate: "2019-04-01" });
  expect(sale).toMatchObject({ price: "1.10", totalAmount: "2.20" });
  const { points } = await clientOf(RevenueService).getRevenue({
    startDate: "2019-04-01",
    endDate: "2019-04-01",
    productId: [productId],
    fresh: true,
  });
  expect(points).toMatchObject([{ period: "2019-04-01", revenue: "2.20", units: 2n, sales: 1n }]);
});

test("a change over one way in is seen over the others at once", async () => {
  const product = await makeProduct();
  await connectJson("catalog", "UpdateProduct", { productId: `${product.id}`, name: "Renamed" });
  expect(await get(`/products/${product.id}`)).toMatchObject({ name: "Renamed" });
  const answer = await grpc("catalog", "GetProduct", { productId: `${product.id}` });
  expect(answer.product.name).toBe("Renamed");
});

test("the internal services are not offered by the gateway", async () => {
  for (const path of [
    "/backroom.catalog.v1.CatalogFeedService/ResolveProducts",
    "/backroom.inventory.v1.StockService/ApplyMovements",
  ]) {
    expect((await rest("POST", path, {})).status, path).toBe(404);
  }
});

test("the Backroom under test runs in the form that is to be tested", () => {
  expect(backroom.form).toBe(process.env.BACKROOM_E2E_SYSTEM);
});
