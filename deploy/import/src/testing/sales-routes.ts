import { notFound, validate } from "@backroom/kit";
import {
  type Import,
  type ImportRow,
  ImportSchema,
  Kind,
  RecordSaleRequestSchema,
  type Sale,
  SaleSchema,
  SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { create, type MessageInitShape, toJsonString } from "@bufbuild/protobuf";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import type { MemoryShop } from "./memory-shop.ts";
import { loseAnswer, pageOf } from "./route-helpers.ts";

/** Records one row, and answers whether it was new. */
function recordRow(shop: MemoryShop, { kind, sale: request }: ImportRow): boolean {
  if (!request) throw new ConnectError("sale: value is required", Code.InvalidArgument);
  validate(RecordSaleRequestSchema, request);
  const { sku, idempotencyKey = "" } = request;
  const body = `${kind} ${toJsonString(RecordSaleRequestSchema, request)}`;
  const before = shop.bodies.get(idempotencyKey);
  if (before === body) return false;
  if (before) throw new ConnectError("idempotency_key: used with another body", Code.AlreadyExists);
  const product = shop.products.find((each) => each.sku === sku);
  if (!product) throw new ConnectError(`sku: there is no product "${sku}"`, Code.NotFound);
  const { channel, quantity, totalAmount, orderRef } = request;
  const init: MessageInitShape<typeof SaleSchema> = {
    id: BigInt(shop.sales.length + 1),
    kind: kind || Kind.SALE,
    productId: product.id,
    sku,
    channel,
    quantity: kind === Kind.REFUND ? -quantity : quantity,
    price: request.price ?? "",
    totalAmount: totalAmount ?? "",
    orderRef,
    idempotencyKey,
  };
  shop.sales.push(create(SaleSchema, init) satisfies Sale);
  shop.bodies.set(idempotencyKey, body);
  return true;
}

/** Settles one row of an import. */
function settleRow(shop: MemoryShop, state: Import, row: ImportRow): void {
  if (row.row <= state.position) return;
  try {
    if (recordRow(shop, row)) state.added += 1n;
    else state.unchanged += 1n;
  } catch (error) {
    const { code, rawMessage: message } = ConnectError.from(error);
    const refusal = { row: row.row, code: Code[code].toLowerCase(), message };
    shop.refusals.push({ importId: state.importId, refusal });
    state.refused += 1n;
  }
  state.position = row.row;
}

/** Finds an import. Throws ConnectError NOT_FOUND. */
function findImport(shop: MemoryShop, importId: string): Import {
  const found = shop.imports.get(importId);
  if (!found) throw notFound("import_id", "there is no such import");
  return found;
}

/** Serves the part of sales that the import uses. */
export function addSalesRoutes(router: ConnectRouter, shop: MemoryShop): void {
  router.service(SalesService, {
    async importSales(messages) {
      let state: Import | undefined;
      for await (const { importId, rows } of messages) {
        state ??= shop.imports.get(importId) ?? create(ImportSchema, { importId });
        shop.imports.set(state.importId, state);
        for (const row of rows) settleRow(shop, state, row);
        loseAnswer(shop);
      }
      return { import: state };
    },
    getImport: ({ importId }) => ({ import: findImport(shop, importId) }),
    listImportRefusals(request) {
      findImport(shop, request.importId);
      const own = shop.refusals.filter(({ importId }) => importId === request.importId);
      return pageOf(
        own.map(({ refusal }) => refusal),
        request,
      );
    },
  });
}
