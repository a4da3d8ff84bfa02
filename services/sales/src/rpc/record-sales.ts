import { type CallContext, type Handlers, validate } from "@backroom/kit";
import {
  type RecordSaleRequest,
  RecordSaleRequestSchema,
  type SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { ConnectError } from "@connectrpc/connect";
import { learnProducts } from "../catalogue/learn-products.ts";
import { withFreshPrices } from "../catalogue/with-fresh-prices.ts";
import type { Deps } from "../deps.ts";
import { admitSales, type Result } from "../ledger/admit-sales.ts";
import { describeRefusal } from "../ledger/describe-refusal.ts";
import { inTransaction } from "../ledger/in-transaction.ts";
import { insertSales } from "../ledger/insert-sales.ts";
import type { NewSale } from "../ledger/new-sale.ts";
import { readNewSale } from "../ledger/read-new-sale.ts";
import { releaseStock } from "../ledger/reserve-stock.ts";

/** Makes the handler of RecordSales. */
export function recordSales(deps: Deps): Handlers<typeof SalesService>["recordSales"] {
  return async (request, context) => {
    const read = request.sales.map((sale, index) =>
      tryRead(sale, index, context.caller.name, deps.storeTimeZone),
    );
    const sales = read.filter((sale): sale is NewSale => !(sale instanceof ConnectError));
    const refusal = read.find((sale) => sale instanceof ConnectError);
    if (request.allOrNothing && refusal) throw refusal;
    const priced = [...(await withFreshPrices(deps, sales))];
    const results = request.allOrNothing
      ? await admitAll(deps, priced, context)
      : await admitEach(deps, priced, context);
    if (results.some((result) => "added" in result && result.added)) deps.ledgerHint.give();
    let place = 0;
    return {
      results: read.map((sale, index) => {
        if (sale instanceof ConnectError) return describeError(sale);
        const result = results[place++];
        if (!result) throw new Error("a sale of a batch has no result");
        if (result instanceof ConnectError) return describeError(nameRow(result, index));
        return { result: { case: "sale" as const, value: result.sale } };
      }),
    };
  };
}

/** Reads one sale of a batch, answering what is wrong with it as a result. */
function tryRead(
  request: RecordSaleRequest,
  index: number,
  recordedBy: string,
  storeTimeZone: string,
): NewSale | ConnectError {
  try {
    validate(RecordSaleRequestSchema, request);
    return readNewSale(request, recordedBy, storeTimeZone);
  } catch (error) {
    if (error instanceof ConnectError) return nameRow(error, index);
    throw error;
  }
}

/** Adds each sale for itself. */
function admitEach(deps: Deps, sales: NewSale[], context: CallContext): Promise<Result[]> {
  const target = {
    connection: deps.pool,
    write: (batch: readonly NewSale[]) => insertSales(deps.pool, batch),
  };
  return admitSales(deps, sales, target, context);
}

/** Adds all sales, or none and throws the first error. */
async function admitAll(deps: Deps, sales: NewSale[], context: CallContext): Promise<Result[]> {
  await learnMissing(deps, sales, context);
  let results: Result[] = [];
  try {
    return await inTransaction(deps.pool, async (client) => {
      const write = (batch: readonly NewSale[]) => insertSales(client, batch);
      results = await admitSales(deps, sales, { connection: client, write }, context);
      const index = results.findIndex((result) => result instanceof ConnectError);
      const problem = results[index];
      if (problem instanceof ConnectError) throw nameRow(problem, index);
      return results;
    });
  } catch (error) {
    if (error instanceof ConnectError) {
      for (const result of results) {
        if (result instanceof ConnectError || !result.added || !result.reservationId) continue;
        await releaseStock(deps.inventory, result.reservationId, context);
      }
    }
    throw error;
  }
}

/** Learns the products that are new here before a transaction begins that would wait for it. */
async function learnMissing(deps: Deps, sales: NewSale[], context: CallContext): Promise<void> {
  const { rows } = await deps.pool.query<{ place: number }>(
    `select u.place::integer - 1 as place
     from unnest($1::bigint[], $2::text[]) with ordinality as u (product_id, sku, place)
     where not exists (select from sales.product p
       where p.id = u.product_id or (u.product_id is null and p.sku = u.sku))`,
    [sales.map(({ productId }) => productId), sales.map(({ sku }) => sku)],
  );
  const missing = rows.flatMap(({ place }) => sales[place] ?? []);
  if (missing.length > 0) await learnProducts(deps, missing, context);
}

/** Says which row of the batch an error is about: `sales[3].quantity: …`. */
function nameRow(error: ConnectError, index: number): ConnectError {
  const separator = /^[a-z_]+: /.test(error.rawMessage) ? "." : ": ";
  return new ConnectError(`sales[${index}]${separator}${error.rawMessage}`, error.code);
}

/** Describes the error of one row. */
function describeError(error: ConnectError) {
  return { result: { case: "error" as const, value: describeRefusal(error) } };
}
