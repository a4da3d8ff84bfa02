import type { Handlers } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { ConnectError } from "@connectrpc/connect";
import { withFreshPrices } from "../catalogue/with-fresh-prices.ts";
import type { Deps } from "../deps.ts";
import { addSales } from "../ledger/add-sales.ts";
import { admitSales } from "../ledger/admit-sales.ts";
import type { NewSale } from "../ledger/new-sale.ts";
import { readNewSale } from "../ledger/read-new-sale.ts";

/** Makes the handler of RecordSale. */
export function recordSale(deps: Deps): Handlers<typeof SalesService>["recordSale"] {
  const write = (sales: readonly NewSale[]) => deps.saleWriter.writeAll(sales);
  return async (request, context) => {
    const given = readNewSale(request, context.caller.name, deps.storeTimeZone);
    const sales = await withFreshPrices(deps, [given]);
    const add = (ready: readonly NewSale[]) => addSales(deps, ready, write, context);
    const [result] = await admitSales(deps, sales, { add, allOrNothing: false }, context);
    if (!result || result instanceof ConnectError) throw result;
    if (result.added) deps.ledgerHint.give();
    return { sale: result.sale };
  };
}
