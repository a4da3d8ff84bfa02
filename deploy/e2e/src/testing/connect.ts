import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient, type Interceptor, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { backroom } from "./backroom.ts";
import { type Answer, type RequestOptions, rest } from "./rest.ts";

let transport: Transport | undefined;

/** Makes a Connect client of a service, speaking protobuf to the gateway under test. */
export function clientOf<S extends DescService>(service: S): Client<S> {
  const { url, key } = backroom;
  const sendKey: Interceptor = (next) => (request) => {
    request.header.set("x-api-key", key);
    return next(request);
  };
  transport ??= createConnectTransport({
    baseUrl: url,
    httpVersion: "1.1",
    useBinaryFormat: true,
    interceptors: [sendKey],
  });
  return createClient(service, transport);
}

const services = {
  catalog: CatalogService,
  inventory: InventoryService,
  sales: SalesService,
  revenue: RevenueService,
} as const;

/** The services that the gateway offers. */
export type ServiceName = keyof typeof services;

/** The full name of an rpc: `backroom.sales.v1.SalesService/GetSale`. */
export function rpcName(service: ServiceName, rpc: string): string {
  return `${services[service].typeName}/${rpc}`;
}

/** Calls an rpc as curl would: Connect with a JSON body. */
export function connectJson(
  service: ServiceName,
  rpc: string,
  request: unknown,
  options?: RequestOptions,
): Promise<Answer> {
  return rest("POST", `/${rpcName(service, rpc)}`, request, options);
}
