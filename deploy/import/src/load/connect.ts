import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { type Client, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";

/** Where a Backroom is, and what opens it. */
export interface BackroomAddress {
  /** The gateway's, such as `http://127.0.0.1:8000`. */
  readonly url: string;
  /** An API key. */
  readonly key: string;
}

/** A running Backroom, through its one door. */
export interface Backroom {
  readonly catalog: Client<typeof CatalogService>;
  readonly inventory: Client<typeof InventoryService>;
  readonly sales: Client<typeof SalesService>;
  readonly revenue: Client<typeof RevenueService>;
}

/** Makes the clients of a Backroom's services. Nothing is sent yet. */
export function connectBackroom({ url, key }: BackroomAddress): Backroom {
  const sendKey: Interceptor = (next) => (request) => {
    request.header.set("x-api-key", key);
    return next(request);
  };
  const transport = createConnectTransport({
    baseUrl: url.replace(/\/+$/, ""),
    httpVersion: "1.1",
    useBinaryFormat: true,
    interceptors: [sendKey],
    defaultTimeoutMs: 60_000,
  });
  return {
    catalog: createClient(CatalogService, transport),
    inventory: createClient(InventoryService, transport),
    sales: createClient(SalesService, transport),
    revenue: createClient(RevenueService, transport),
  };
}
