import type { Handlers } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { ConnectError } from "@connectrpc/connect";
import { withFreshPrices } from "../catalogue/with-fresh-prices.ts";
import type { Deps } from "../deps.ts";
import type { Target } from "../ledger/add-sales.ts";
import { admitSales } from "../ledger/admit-sales.ts";
import { readNewSale } from "../ledger/read-new-sale.ts";

/** Makes the handler of RecordSale. */
export function recordSale(deps: Deps): Handlers<typeof SalesService>["recordSale"] {
  const target: Target = {
    connection: deps.pool,
    write: (sales) => deps.saleWriter.writeAll(sales),
  };
  return async (request, context) => {
    const given = readNewSale(request, context.caller.name, deps.storeTimeZone);
    const sales = await withFreshPrices(deps, [given]);
    const [result] = await admitSales(deps, sales, target, context);
    if (!result || result instanceof ConnectError) throw result;
    if (result.added) deps.ledgerHint.give();
    return { sale: result.sale };
  };
}
