import type { Turns } from "@backroom/kit";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import type { Products } from "./products.ts";

/** What the rpcs work with. */
export interface Deps {
  /** The schema `inventory`; forked for each unit of work. */
  readonly em: SqlEntityManager;
  readonly products: Products;
  /** The turns of those who change the same item or product. */
  readonly turns: Turns;
}
