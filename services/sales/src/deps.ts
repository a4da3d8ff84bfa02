import type { Backend, Hint, Logger, Turns } from "@backroom/kit";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { Pool } from "pg";
import type { PriceAsker } from "./catalogue/price-asker.ts";
import type { SaleWriter } from "./ledger/sale-writer.ts";

/** What the handlers of this service work with. */
export interface Deps {
  readonly orm: MikroORM;
  /** The ORM's own pool, for statements that must be prepared once and run often. */
  readonly pool: Pool;
  readonly catalog: Backend;
  readonly inventory: Backend;
  readonly log: Logger;
  /** The zone that dates without an offset are read in when a request names none. */
  readonly storeTimeZone: string;
  /** Given after every commit that added rows to the ledger. */
  readonly ledgerHint: Hint;
  /** Given after every commit that changed the copy of the catalogue. */
  readonly catalogueHint: Hint;
  readonly saleWriter: SaleWriter;
  readonly priceAsker: PriceAsker;
  /** The turns of checkouts with the same idempotency key. */
  readonly checkoutTurns: Turns;
  /** The turns of imports at writing: one chunk at a time, so that they leave connections to others. */
  readonly importTurns: Turns;
  /** The turns of reservations of the same product. */
  readonly reserveTurns: Turns;
  /** The turns of refunds and voids of the same sale. */
  readonly giveBackTurns: Turns;
}
