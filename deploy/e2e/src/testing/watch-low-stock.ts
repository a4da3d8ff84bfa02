import {
  InventoryService,
  type WatchLowStockResponse,
  WatchLowStockResponseSchema,
} from "@backroom/proto/inventory/v1/inventory_pb";
import { fromJson } from "@bufbuild/protobuf";
import { createClient, type Interceptor } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { backroom } from "./backroom.ts";
import { clientOf } from "./connect.ts";
import { readLines } from "./read-lines.ts";

/** What a test asks for. */
export interface WatchRequest {
  readonly productId: bigint;
  readonly lowStock?: boolean;
  readonly after?: string;
}

/** A way to watch low stock until the signal is aborted. */
export type Watch = (
  request: WatchRequest,
  signal: AbortSignal,
) => AsyncIterable<WatchLowStockResponse>;

/** Reads one JSON object a line over REST. */
async function* watchRest(
  { productId, lowStock, after }: WatchRequest,
  signal: AbortSignal,
): AsyncGenerator<WatchLowStockResponse> {
  const query = new URLSearchParams({ product_id: String(productId) });
  if (lowStock !== undefined) query.set("low_stock", String(lowStock));
  if (after !== undefined) query.set("after", after);
  for await (const line of readLines(`/inventory/stock/low-stock/events?${query}`, signal)) {
    yield fromJson(WatchLowStockResponseSchema, line);
  }
}

/** Watches over Connect, through the gateway. */
const watchConnect: Watch = (request, signal) =>
  clientOf(InventoryService).watchLowStock(request, { signal });

/** Watches over gRPC, at the service itself. */
const watchGrpc: Watch = (request, signal) => {
  const { grpc, internalToken } = backroom;
  const sendToken: Interceptor = (next) => (call) => {
    call.header.set("authorization", `Bearer ${internalToken}`);
    return next(call);
  };
  const baseUrl = `http://${grpc.inventory}`;
  const transport = createGrpcTransport({ baseUrl, interceptors: [sendToken] });
  return createClient(InventoryService, transport).watchLowStock(request, { signal });
};

/** Every way to watch low stock. */
export const watches: readonly (readonly [string, Watch])[] = [
  ["REST", watchRest],
  ["Connect", watchConnect],
  ["gRPC", watchGrpc],
];
