import { formatMoney } from "../format/money.ts";
import { formatChange, formatCount } from "../format/number.ts";
import { formatBucket } from "./format-bucket.ts";
import type { Figures, Row } from "./rows.ts";
import type { Revenue } from "./use-revenue.ts";

/** A column of the table of periods. */
export interface PeriodColumn {
  /** What the table is sorted by with it, as addresses have it. */
  readonly sort: string;
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** What stands in the row of totals. */
  readonly total: string;
  /** Whether its figures are better or worse by their sign. */
  readonly isChange?: boolean;
}

const none = "–";

/** Lists the figures that the table shows of each period, all from the server's digits. */
export function listColumns(revenue: Revenue, currency: string): PeriodColumn[] {
  const { total, earlierTotal, segments, segmentTotals, grain } = revenue;
  const money = (text: string | undefined) =>
    text === undefined ? none : formatMoney(text, currency);
  const percent = (text: string | undefined) => (text === undefined ? none : formatChange(text));
  const ofNow = (
    sort: keyof Figures,
    title: string,
    print: (figures: Figures) => string,
  ): PeriodColumn => ({
    sort,
    title,
    cell: ({ period, figures }) => (period === undefined ? none : print(figures)),
    total: print(total),
  });
  const now = [
    ofNow("revenue", "Revenue", ({ revenue: text }) => money(text)),
    ofNow("gross", "Gross", ({ gross }) => money(gross)),
    ofNow("refunds", "Refunds", ({ refunds }) => money(refunds)),
    ofNow("units", "Units", ({ units }) => formatCount(units)),
    ofNow("sales", "Sales", ({ sales }) => formatCount(sales)),
  ];
  const before: PeriodColumn[] = earlierTotal
    ? [
        {
          sort: "time",
          title: "Compared with",
          cell: ({ earlier }) =>
            earlier?.period ? formatBucket(earlier.period, grain, "full") : none,
          total: "",
        },
        {
          sort: "before",
          title: "Revenue then",
          cell: ({ earlier }) => (earlier?.period ? money(earlier.figures.revenue) : none),
          total: money(earlierTotal.figures.revenue),
        },
        {
          sort: "change",
          title: "Change",
          cell: ({ earlier }) => money(earlier?.change),
          total: money(earlierTotal.change),
          isChange: true,
        },
        {
          sort: "percent",
          title: "Change in %",
          cell: ({ earlier }) => percent(earlier?.percent),
          total: percent(earlierTotal.percent),
          isChange: true,
        },
      ]
    : [];
  const split = segments.map(
    ({ name, rest }, i): PeriodColumn => ({
      sort: `segment.${i}`,
      title: rest ? "All others" : name,
      cell: (row) => (row.period === undefined ? none : money(row.segments[i]?.revenue)),
      total: money(segmentTotals[i]),
    }),
  );
  return [...now, ...before, ...split];
}
