import { formatDecimal, parseDecimal } from "@backroom/kit/decimal";
import type { ChartSeries } from "../chart/time-chart.tsx";
import type { Question } from "./question.ts";
import type { Row, Segment } from "./rows.ts";

/** A line or a row of bars, with the digits that its values come from. */
export interface Drawn extends ChartSeries {
  /** The digits of each bucket; undefined where there is none. */
  readonly texts: readonly (string | undefined)[];
}

/** The most segments that are told apart by colour; the table has all. */
export const maxDrawn = 8;

/** Makes what a chart draws of rows: the net revenue, or that of the segments, and what it is compared with. */
export function toDrawn(
  rows: readonly Row[],
  segments: readonly Segment[],
  { chart, names }: { chart: Question["chart"]; names: { now: string; before: string } },
): Drawn[] {
  const draw = (
    name: string,
    color: Drawn["color"],
    textOf: (row: Row) => string | undefined,
    look: Partial<ChartSeries> = {},
  ): Drawn => {
    const texts = rows.map(textOf);
    const shown = chart === "cumulative" ? accumulate(texts) : texts;
    const values = shown.map((text) => (text === undefined ? null : Number(text)));
    return { name, color, values, texts: shown, ...look };
  };
  const before = rows.some(({ earlier }) => earlier)
    ? [
        draw(names.before, "muted", ({ earlier }) => earlier?.period && earlier.figures.revenue, {
          dashed: chart !== "bars",
        }),
      ]
    : [];
  if (segments.length > 0) {
    const drawn = segments
      .slice(0, maxDrawn)
      .map(({ name, rest }, i) =>
        draw(rest ? "All others" : name, i, (row) => row.period && row.segments[i]?.revenue),
      );
    return chart === "bars" ? [...before, ...drawn] : drawn;
  }
  const now = draw(names.now, 0, (row) => row.period && row.figures.revenue, {
    filled: chart !== "bars",
  });
  return [...before, now];
}

/** Adds up texts from the first on, exactly. */
export function accumulate(texts: readonly (string | undefined)[]): (string | undefined)[] {
  let sum = 0n;
  return texts.map((text) => {
    if (text === undefined) return undefined;
    sum += parseDecimal(text);
    return formatDecimal(sum);
  });
}
