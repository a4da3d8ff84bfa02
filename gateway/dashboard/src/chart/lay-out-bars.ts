import type { ChartSeries } from "./time-chart.tsx";

/** From which value to which a bar reaches; null where there is none. */
export type BarSpan = readonly [from: number, to: number] | null;

/** The bars of a series. */
export interface BarRow {
  /** Which of the places side by side in a bucket its bars have, from 0. */
  readonly slot: number;
  /** Of each bucket. */
  readonly spans: readonly BarSpan[];
}

/** Where all bars of a chart stand. */
export interface BarLayout {
  /** How many bars stand side by side in a bucket. */
  readonly slots: number;
  readonly rows: readonly BarRow[];
  /** The lowest and the highest value that a bar reaches; 0 is always between them. */
  readonly min: number;
  readonly max: number;
}

/**
 * Lays bars out: side by side, or those that are not muted on top of each other, what is below zero
 * downwards.
 */
export function layOutBars(series: readonly ChartSeries[], isStacked: boolean): BarLayout {
  const isPiled = ({ color }: ChartSeries) => isStacked && color !== "muted";
  const pileAt = series.findIndex(isPiled);
  const heights: number[] = [];
  const depths: number[] = [];
  let slots = 0;
  let pileSlot = 0;
  const rows = series.map((each, i): BarRow => {
    if (!isPiled(each)) {
      return { slot: slots++, spans: each.values.map((to) => (to === null ? null : [0, to])) };
    }
    if (i === pileAt) pileSlot = slots++;
    const spans = each.values.map((value, bucket): BarSpan => {
      if (value === null) return null;
      const pile = value < 0 ? depths : heights;
      const from = pile[bucket] ?? 0;
      pile[bucket] = from + value;
      return [from, from + value];
    });
    return { slot: pileSlot, spans };
  });
  let [min, max] = [0, 0];
  for (const { spans } of rows) {
    for (const span of spans) {
      min = Math.min(min, span?.[1] ?? 0);
      max = Math.max(max, span?.[1] ?? 0);
    }
  }
  return { slots, rows, min, max };
}
