import { digits, formatTable } from "../revenue/report/table.ts";
import { judgeLists } from "./judge-lists.ts";
import type { ListMeasurement } from "./measure-question.ts";
import type { ListsResult } from "./run-lists-bench.ts";

/** Prints in Markdown what was measured of lists: milliseconds, and how many times as long PostgreSQL's count takes. */
export function formatLists(result: ListsResult): string {
  const { sales, products, searches, sizes, machine, load } = result;
  return [
    `Measured in one run on ${machine}; load before it ${load.toFixed(1)}. Times are in milliseconds.`,
    formatTable(
      ["goal", "measured", "reached"],
      judgeLists(result).map(({ goal, measured, isReached }) => [
        goal,
        measured,
        isReached ? "yes" : "no",
      ]),
    ),
    formatMeasurements(`GET /sales of ${sizes.sales.toLocaleString("en")}`, sales),
    formatMeasurements(`GET /products of ${sizes.products.toLocaleString("en")}`, products),
    formatMeasurements("GET /products?q= of them", searches),
  ].join("\n\n");
}

function formatMeasurements(title: string, measurements: readonly ListMeasurement[]): string {
  const header = [
    title,
    "total",
    "first ask",
    "p50",
    "p95",
    "last page p50",
    "p95",
    "count in PostgreSQL",
    "÷ p50",
  ];
  return formatTable(
    header,
    measurements.map(({ name, total, p50Ms, p95Ms, firstMs, lastPage, countMs }) => [
      name,
      total.toLocaleString("en"),
      ...[firstMs, p50Ms, p95Ms, lastPage?.p50Ms, lastPage?.p95Ms].map((value) =>
        value === undefined ? "–" : digits(value),
      ),
      digits(countMs),
      `${digits(countMs / p50Ms)} ×`,
    ]),
  );
}
