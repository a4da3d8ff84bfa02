import type { FigureChange, GetSummaryResponse } from "@backroom/proto/revenue/v1/revenue_pb";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";

/** One of the figures at the head of the page. */
export interface FigureText {
  readonly name: string;
  /** With every digit that it has. */
  readonly text: string;
  /** How it changed; absent without an earlier range, or when there is nothing to compare. */
  readonly change?: { readonly percent: string | undefined };
  readonly lessIsBetter?: boolean;
}

/**
 * Makes the five figures of a summary. What was given back is shown as an amount above zero, and so
 * its change is one of that amount: more is worse.
 */
export function makeFigures(
  { current, changes }: Pick<GetSummaryResponse, "current" | "changes">,
  currency: string,
): readonly FigureText[] {
  if (!current) return [];
  const { averageSale } = current;
  return [
    {
      name: "Net revenue",
      text: formatMoney(current.revenue, currency),
      change: readChange(changes?.revenue),
    },
    { name: "Units", text: formatCount(current.units), change: readChange(changes?.units) },
    { name: "Sales", text: formatCount(current.sales), change: readChange(changes?.sales) },
    {
      name: "Average sale",
      text: averageSale === undefined ? "–" : formatMoney(averageSale, currency),
      change: readChange(changes?.averageSale),
    },
    {
      name: "Refunds",
      text: formatMoney(negate(current.refunds), currency),
      change: readChange(changes?.refunds, true),
      lessIsBetter: true,
    },
  ];
}

/** Reads a change. One from nothing to something has no percentage; one from nothing to nothing is none. */
function readChange(change: FigureChange | undefined, negated = false): FigureText["change"] {
  const { absolute, percent } = change ?? {};
  if (absolute === undefined) return undefined;
  if (percent === undefined) return Number(absolute) === 0 ? { percent: "0" } : { percent };
  return { percent: negated ? negate(percent) : percent };
}

/** The negative of a decimal text; zero has no sign. */
export function negate(decimal: string): string {
  if (/^-?[0.]+$/.test(decimal)) return decimal.replace("-", "");
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}
