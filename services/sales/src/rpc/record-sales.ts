import { type CallContext, type Handlers, listViolations, validate } from "@backroom/kit";
import {
  type RecordSaleRequest,
  RecordSaleRequestSchema,
  type RecordSalesRequest,
  RecordSalesRequestSchema,
  type SalesService,
} from "@backroom/proto/sales/v1/sales_pb";
import { ConnectError } from "@connectrpc/connect";
import { withFreshPrices } from "../catalogue/with-fresh-prices.ts";
import type { Deps } from "../deps.ts";
import { addAllSales, notMade } from "../ledger/add-all-sales.ts";
import { addSales, type Result } from "../ledger/add-sales.ts";
import { admitSales } from "../ledger/admit-sales.ts";
import { describeRefusal } from "../ledger/describe-refusal.ts";
import { insertSales } from "../ledger/insert-sales.ts";
import type { NewSale } from "../ledger/new-sale.ts";
import { readNewSale } from "../ledger/read-new-sale.ts";
import { keyUsed, recallSales } from "../ledger/recall-sales.ts";

/** Makes the handler of RecordSales. */
export function recordSales(deps: Deps): Handlers<typeof SalesService>["recordSales"] {
  return async (request, context) => {
    const { allOrNothing } = request;
    const read = request.sales.map((sale, index) =>
      tryRead(withKey(sale, index, request), index, context.caller.name, deps.storeTimeZone),
    );
    const sales = read.filter((sale): sale is NewSale => !(sale instanceof ConnectError));
    const refusal = read.find((sale) => sale instanceof ConnectError);
    if (allOrNothing && refusal) throw refusal;
    await requireSameSales(deps, sales, request.idempotencyKey);
    const results = await admit(deps, sales, allOrNothing, context);
    if (results.some((result) => "added" in result && result.added)) deps.ledgerHint.give();
    let place = 0;
    const settled = read.map((sale, index) => {
      const result = sale instanceof ConnectError ? sale : results[place++];
      if (!result) throw new Error("a sale of a batch has no result");
      return result === sale ? result : nameRow(result, index);
    });
    const isBad = (result: Result) => result instanceof ConnectError && result !== notMade;
    const bad = allOrNothing ? settled.find(isBad) : undefined;
    if (bad) throw bad;
    return { results: settled.map(describeResult) };
  };
}

/** Gives a sale without a key of its own one made from the batch's key and its place. */
function withKey(
  sale: RecordSaleRequest,
  index: number,
  { idempotencyKey: batchKey }: RecordSalesRequest,
): RecordSaleRequest {
  if (batchKey === undefined || sale.idempotencyKey !== undefined) return sale;
  return { ...sale, idempotencyKey: `${batchKey}#${index}` };
}

/** Reads one sale of a batch, answering what is wrong with it as a result. */
function tryRead(
  request: RecordSaleRequest,
  index: number,
  recordedBy: string,
  storeTimeZone: string,
): NewSale | ConnectError {
  let isValid = false;
  try {
    const { sales } = RecordSalesRequestSchema.field;
    validate(RecordSaleRequestSchema, request, [sales, { kind: "list_sub", index }]);
    isValid = true;
    return readNewSale(request, recordedBy, storeTimeZone);
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    return isValid ? nameProblem(error, index) : error; // validate names the row itself
  }
}

/** Refuses a batch whose key was used with other sales, before any of it is added. */
async function requireSameSales(
  { pool }: Deps,
  sales: readonly NewSale[],
  batchKey: string | undefined,
): Promise<void> {
  if (batchKey === undefined) return;
  const made = sales.filter(({ idempotencyKey }) => idempotencyKey?.startsWith(`${batchKey}#`));
  const keys = made.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);
  const first = await recallSales(pool, keys);
  for (const { idempotencyKey, requestHash } of made) {
    const recalled = first.get(idempotencyKey ?? "");
    if (recalled && !requestHash?.equals(recalled.requestHash)) throw keyUsed();
  }
}

/** Adds each sale for itself, or all of them or none. */
async function admit(
  deps: Deps,
  sales: readonly NewSale[],
  allOrNothing: boolean,
  context: CallContext,
): Promise<Result[]> {
  const priced = await withFreshPrices(deps, sales);
  const write = (batch: readonly NewSale[]) => insertSales(deps.pool, batch);
  const add = (ready: readonly NewSale[]) =>
    allOrNothing ? addAllSales(deps, ready, context) : addSales(deps, ready, write, context);
  return admitSales(deps, priced, { add, allOrNothing }, context);
}

/** Says which row of the batch a result is about if it is an error. */
function nameRow(result: Result, index: number): Result {
  const isProblem = result instanceof ConnectError && result !== notMade;
  return isProblem ? nameProblem(result, index) : result;
}

/** Says which row of the batch an error is about: `sales[3].product_id: …`. */
function nameProblem({ rawMessage, code }: ConnectError, index: number): ConnectError {
  const separator = /^[a-z_]+: /.test(rawMessage) ? "." : ": ";
  return new ConnectError(`sales[${index}]${separator}${rawMessage}`, code);
}

/** Describes what became of one row. */
function describeResult(result: Result) {
  if (!(result instanceof ConnectError)) {
    return { result: { case: "sale" as const, value: result.sale } };
  }
  const value = { ...describeRefusal(result), violations: listViolations(result) };
  return { result: { case: "error" as const, value } };
}
