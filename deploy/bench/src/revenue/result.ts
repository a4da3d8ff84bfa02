import type { LoadResult } from "./load/measure-load.ts";
import type { Cost } from "./measure/measure-cost.ts";
import type { QuestionTimes } from "./measure/measure-question.ts";
import type { Size } from "./sizes.ts";

/** What was measured at one size. */
export interface SizeResult {
  readonly size: Size;
  /** Of the ledger: sales, refunds and voids. */
  readonly rows: number;
  readonly questions: readonly QuestionTimes[];
  readonly cost: Cost | undefined;
}

/** What a run found. */
export interface RevenueResult {
  /** The machine, in a few words. */
  readonly machine: string;
  /** Of the machine when it was begun. */
  readonly load: number;
  readonly sizes: readonly SizeResult[];
  /** While sales arrived, and at which size; undefined when that was not asked for. */
  readonly underLoad: (LoadResult & { readonly size: Size }) | undefined;
}
