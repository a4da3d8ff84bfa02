import { validate } from "@backroom/kit";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import {
  Kind,
  type RecordSaleRequest,
  RecordSaleRequestSchema,
  type Sale,
  SaleSchema,
  SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { create, type MessageInitShape, toJsonString } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import type { MemoryShop } from "./memory-shop.ts";
import { loseAnswer } from "./route-helpers.ts";

/** Records one sale, or answers the one that was recorded with the same key and body. */
function recordSale(shop: MemoryShop, request: RecordSaleRequest): Sale {
  validate(RecordSaleRequestSchema, request);
  const { sku, idempotencyKey = "" } = request;
  const body = toJsonString(RecordSaleRequestSchema, request);
  const before = shop.sales.find((each) => each.idempotencyKey === idempotencyKey);
  if (before && shop.bodies.get(idempotencyKey) === body) return before;
  if (before) throw new ConnectError("idempotency_key: used with another body", Code.AlreadyExists);
  const product = shop.products.find((each) => each.sku === sku);
  if (!product) throw new ConnectError(`sku: there is no product "${sku}"`, Code.NotFound);
  const { channel, quantity, totalAmount, orderRef } = request;
  const init: MessageInitShape<typeof SaleSchema> = {
    id: BigInt(shop.sales.length + 1),
    kind: Kind.SALE,
    productId: product.id,
    recordedAt: timestampNow(),
    sku,
    channel,
    quantity,
    totalAmount,
    orderRef,
    idempotencyKey,
  };
  const sale = create(SaleSchema, init);
  shop.sales.push(sale);
  shop.bodies.set(idempotencyKey, body);
  return sale;
}

/** Serves the part of sales and revenue that the import uses. */
export function addSalesRoutes(router: ConnectRouter, shop: MemoryShop): void {
  router.service(SalesService, {
    recordSales({ sales }) {
      const results = sales.map((request, index) => {
        try {
          return { result: { case: "sale" as const, value: recordSale(shop, request) } };
        } catch (error) {
          const { code, rawMessage } = ConnectError.from(error);
          const message = `sales[${index}].${rawMessage}`;
          const value = { code: Code[code].toLowerCase(), message };
          return { result: { case: "error" as const, value } };
        }
      });
      loseAnswer(shop);
      return { results };
    },
  });
  router.service(RevenueService, { getRevenue: () => ({ points: [], asOf: timestampNow() }) });
}
