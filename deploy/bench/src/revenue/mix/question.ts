/** The lengths of buckets of time. */
export const grains = ["hour", "day", "week", "month"] as const;

/** The length of a bucket of time. */
export type Grain = (typeof grains)[number];

/** Local days, both included; without a first one from the first sale on. */
export interface Days {
  readonly first?: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** Which sales a question is about; what is absent filters nothing. */
export interface Filter {
  readonly productId?: number;
  readonly categoryIds?: readonly number[];
  readonly channel?: string;
}

/** What a question asks for. */
export type Shape =
  | { readonly kind: "series"; readonly grain: Grain; readonly segmentBy?: "channel" }
  | { readonly kind: "compare"; readonly grain: Grain }
  | {
      readonly kind: "breakdown";
      readonly by: "product" | "category" | "channel" | "weekday" | "hour";
      readonly limit?: number;
    }
  | { readonly kind: "summary" };

/** A question as a dashboard asks it, at one moment. */
export interface Question {
  readonly shape: Shape;
  readonly days: Days;
  /** The earlier days that they are compared with, in a comparison or summary. */
  readonly earlier?: Days;
  readonly filter: Filter;
  readonly zone: string;
}

/** A question of the mix, which can be asked in so many variants that are as much work. */
export interface MixQuestion {
  readonly name: string;
  /**
   * Makes a variant, from 0: the days are shifted back by whole days, weeks or months, so that no
   * answer is known from before, but all else is the same.
   */
  ask(variant: number): Question;
}

/** How many variants every question has. */
export const variants = 30;
