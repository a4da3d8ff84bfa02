import type { Handlers } from "@backroom/kit";
import type { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import type { SalesConfig } from "../config.ts";

/** Makes the handler of GetStore. */
export function getStore({
  storeCurrency,
  storeTimeZone,
}: Pick<SalesConfig, "storeCurrency" | "storeTimeZone">): Handlers<
  typeof SalesService
>["getStore"] {
  return async () => ({ store: { currency: storeCurrency, timeZone: storeTimeZone } });
}
