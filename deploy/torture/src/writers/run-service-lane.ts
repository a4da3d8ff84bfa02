import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { type RecordSaleRequestSchema, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PlannedSale, ServiceWrite } from "../plan/draw-service-lane.ts";
import type { Progress } from "../progress.ts";
import type { Book } from "./book.ts";
import { isForbidden } from "./persist.ts";
import { ask, askSales, type ServiceClients } from "./service-clients.ts";
import { trimAmount } from "./trim-amount.ts";
import { runLane } from "./write-sales.ts";

/** What a client of the services works with. */
export interface ServiceLaneDeps {
  readonly clients: ServiceClients;
  /** The inventory items whose stock is adjusted. */
  readonly items: readonly string[];
  /** The keys of the adjustments that were made; grows. */
  readonly adjusted: string[];
  readonly book: Book;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const { method: sales } = SalesService;

/** Makes the calls of one client, each until it knows what became of it. */
export async function runServiceLane(
  deps: ServiceLaneDeps,
  writes: readonly ServiceWrite[],
): Promise<void> {
  const known: bigint[] = [];
  await runLane(writes, deps.progress, deps.signal, (write) => make(deps, write, known));
}

async function make(deps: ServiceLaneDeps, write: ServiceWrite, known: bigint[]): Promise<void> {
  const { clients, signal } = deps;
  switch (write.type) {
    case "sale":
      return recordSale(deps, write.sale, write.atOnce, known);
    case "batch":
      return recordBatch(deps, write, known);
    case "refund":
    case "void":
      return giveBack(deps, write, known);
    case "stock":
      return adjustStock(deps, write);
    case "product": {
      const { id, name, categoryId } = write;
      const request = { productId: BigInt(id), name, categoryId: BigInt(categoryId) };
      await ask(clients.catalog, CatalogService.method.updateProduct, request, signal);
      return;
    }
    case "category": {
      const { id, name } = write;
      const request = { categoryId: BigInt(id), name };
      await ask(clients.catalog, CatalogService.method.updateCategory, request, signal);
    }
  }
}

function requestOf(sale: PlannedSale): MessageInitShape<typeof RecordSaleRequestSchema> {
  const { key, productId, channel, quantity, amount, date, requiresStock } = sale;
  return {
    productId: BigInt(productId),
    channel,
    quantity,
    totalAmount: amount,
    saleDate: date,
    idempotencyKey: key,
    requireStock: requiresStock,
  };
}

const sentRow = ({ key, quantity, amount }: PlannedSale) => ({
  ref: key,
  content: `SALE ${quantity} ${trimAmount(amount)}`,
});

/** Records a sale, perhaps by two calls at once, of which only one may add it. */
async function recordSale(
  { clients, book, signal }: ServiceLaneDeps,
  sale: PlannedSale,
  atOnce: 1 | 2,
  known: bigint[],
): Promise<void> {
  book.begin(sale.key, [sentRow(sale)]);
  const request = requestOf(sale);
  const calls = Array.from({ length: atOnce }, (_, first) =>
    askSales(clients, sales.recordSale, request, signal, first),
  );
  const answers = await Promise.allSettled(calls);
  const ids = new Set<bigint>();
  for (const answer of answers) {
    if (answer.status === "fulfilled" && answer.value.sale) ids.add(answer.value.sale.id);
    else if (answer.status === "rejected" && !isForbidden(answer.reason)) throw answer.reason;
  }
  if (ids.size > 1) throw new Error(`${sale.key} was recorded as ${[...ids].join(" and ")}`);
  book.end(sale.key, ids.size === 1 ? "acknowledged" : "refused");
  known.push(...ids);
}

async function recordBatch(
  { clients, book, signal }: ServiceLaneDeps,
  { sales: batch, allOrNothing }: ServiceWrite & { readonly type: "batch" },
  known: bigint[],
): Promise<void> {
  for (const sale of batch) book.begin(sale.key, [sentRow(sale)]);
  const requests = batch.map((sale) => ({ ...requestOf(sale), requireStock: false }));
  const request = { sales: requests, allOrNothing };
  const { results } = await askSales(clients, sales.recordSales, request, signal);
  for (const [i, { result }] of results.entries()) {
    const key = batch[i]?.key ?? "";
    if (result.case !== "sale") throw new Error(`${key} was refused: ${result.value?.message}`);
    book.end(key, "acknowledged");
    known.push(result.value.id);
  }
}

/** Refunds or voids a sale, where what is left of it allows that. */
async function giveBack(
  { clients, book, signal }: ServiceLaneDeps,
  write: ServiceWrite & { readonly type: "refund" | "void" },
  known: readonly bigint[],
): Promise<void> {
  const saleId = known[Math.floor(write.of * known.length)];
  if (saleId === undefined) return;
  const { key } = write;
  book.begin(key, [{ ref: key, content: undefined }]);
  const request = { saleId, idempotencyKey: key };
  try {
    if (write.type === "void") await askSales(clients, sales.voidSale, request, signal);
    else {
      const part = write.isWhole ? {} : { quantity: 1, restock: true };
      await askSales(clients, sales.refundSale, { ...request, ...part }, signal);
    }
    book.end(key, "acknowledged");
  } catch (error) {
    if (!isForbidden(error)) throw error;
    book.end(key, "refused");
  }
}

/** Changes what is on a shelf, unless that would be less than nothing. */
async function adjustStock(
  { clients, items, adjusted, signal }: ServiceLaneDeps,
  { key, item, change }: ServiceWrite & { readonly type: "stock" },
): Promise<void> {
  const request = {
    inventoryId: items[Math.floor(item * items.length)],
    changeQty: BigInt(change),
    reason: Reason.CORRECTION,
    comment: key,
    idempotencyKey: key,
  };
  try {
    await ask(clients.inventory, InventoryService.method.adjustItem, request, signal);
    adjusted.push(key);
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
}
