import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Import, ImportRefusal, Sale } from "@backroom/proto/sales/v1/sales_pb";

/** All that a fake Backroom holds. */
export interface MemoryShop {
  readonly products: Product[];
  readonly items: Item[];
  readonly sales: Sale[];
  readonly imports: Map<string, Import>;
  readonly refusals: { importId: string; refusal: Omit<ImportRefusal, "$typeName"> }[];
  /** The body that each idempotency key was used with. */
  readonly bodies: Map<string, string>;
  /** How many of the next calls that write fail with UNAVAILABLE after having written. */
  lostAnswers: number;
  /** How many calls have written something. */
  writes: number;
}

/** Makes an empty shop. */
export function createMemoryShop(): MemoryShop {
  return {
    products: [],
    items: [],
    sales: [],
    imports: new Map(),
    refusals: [],
    bodies: new Map(),
    lostAnswers: 0,
    writes: 0,
  };
}
