import { quantile } from "../median.ts";
import type { ListMeasurement } from "./measure-question.ts";
import type { ListsResult } from "./run-lists-bench.ts";

/** Prints what was measured of lists: milliseconds, and how many times as long PostgreSQL's count takes. */
export function formatLists({ sales, products, searches, sizes }: ListsResult): string {
  return [
    ...formatTable(`GET /sales, ${sizes.sales} sales`, sales),
    "",
    ...formatTable(`GET /products, ${sizes.products} products`, products),
    "",
    ...formatTable(`GET /products?q=, ${sizes.products} products`, searches),
  ].join("\n");
}

function formatTable(title: string, measurements: readonly ListMeasurement[]): string[] {
  const heads = ["total", "p50 ms", "p95 ms", "first ask", "last page p50", "p95", "count ms", "×"];
  const p50s = measurements.map(({ p50Ms }) => p50Ms);
  const lastP50s = measurements.flatMap(({ lastPage }) => lastPage?.p50Ms ?? []);
  const middle = (values: readonly number[]) => (values.length ? quantile(values, 0.5) : undefined);
  return [
    row(title, heads),
    ...measurements.map(({ name, total, p50Ms, p95Ms, firstMs, lastPage, countMs }) =>
      row(`  ${name}`, [
        String(total),
        ...[p50Ms, p95Ms, firstMs, lastPage?.p50Ms, lastPage?.p95Ms, countMs].map(digits),
        digits(countMs / p50Ms),
      ]),
    ),
    row("  the middle one", ["", digits(middle(p50s)), "", "", digits(middle(lastP50s))]),
  ];
}

/** Prints a number with three digits or so. */
function digits(value: number | undefined): string {
  if (value === undefined) return "–";
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Prints a row of the table. */
function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(42)}${cells.map((cell) => cell.padStart(15)).join("")}`.trimEnd();
}
