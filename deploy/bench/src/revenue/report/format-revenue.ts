import type { RevenueResult, SizeResult } from "../result.ts";
import { formatSize } from "../sizes.ts";
import { firstOf, judgeGoals, ratioToPostgres } from "./judge-goals.ts";
import { digits, formatTable } from "./table.ts";

/** Prints what a run found, in Markdown. */
export function formatRevenue(result: RevenueResult): string {
  const { machine, load, sizes } = result;
  return [
    `Measured in one run on ${machine}; load before it ${load.toFixed(1)}. Times are in milliseconds.`,
    formatTable(
      ["goal", "measured", "reached"],
      judgeGoals(result).map(({ goal, measured, isReached }) => [
        goal,
        measured,
        isReached ? "yes" : "no",
      ]),
    ),
    ...sizes.map(formatSizeResult),
    ...(sizes.length > 1 ? [formatGrowth(sizes)] : []),
    ...formatLoad(result),
  ].join("\n\n");
}

/** Prints what was measured at one size. */
function formatSizeResult({ size, rows, questions, cost }: SizeResult): string {
  const header = [
    `${formatSize(size)} sales (${rows.toLocaleString("en")} rows)`,
    "gateway p50",
    "p95",
    "again p50",
    "raw ClickHouse p50",
    "facts p50",
    "PostgreSQL p50",
    "p95",
    "× PostgreSQL",
    "× facts",
    "÷ raw",
  ];
  const table = formatTable(
    header,
    questions.map((times) => {
      const { name, first, again, raw, facts, postgres } = times;
      const figures = [
        first.p50Ms,
        first.p95Ms,
        again.p50Ms,
        raw.p50Ms,
        facts.p50Ms,
        postgres.p50Ms,
        postgres.p95Ms,
      ];
      const ratios = [ratioToPostgres(times), facts.p50Ms / first.p50Ms, first.p50Ms / raw.p50Ms];
      return [name, ...[...figures, ...ratios].map(digits)];
    }),
  );
  if (!cost) return table;
  return `${table}\n\nA first answer costs Backroom and its stores ${digits(cost.firstMs)} ms of a processor on the mix's average, a repeated one ${digits(cost.againMs)} ms.`;
}

/** Prints how the gateway's answers, and PostgreSQL's, slow down as sales grow. */
function formatGrowth(sizes: readonly SizeResult[]): string {
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (!smallest || !largest) return "";
  const labels = sizes.map(({ size }) => formatSize(size));
  const postgresOf = ({ questions }: SizeResult, name: string) =>
    questions.find((times) => times.name === name)?.postgres.p50Ms ?? Number.NaN;
  return formatTable(
    [
      "p50 by sales",
      ...labels.map((label) => `gateway ${label}`),
      "growth",
      ...labels.map((label) => `PostgreSQL ${label}`),
      "growth",
    ],
    largest.questions.map(({ name }) => {
      const gateway = sizes.map((size) => firstOf(size, name));
      const postgres = sizes.map((size) => postgresOf(size, name));
      const growth = (values: readonly number[]) =>
        `${digits((values.at(-1) ?? 0) / (values[0] ?? 1))} ×`;
      return [
        name,
        ...gateway.map(digits),
        growth(gateway),
        ...postgres.map(digits),
        growth(postgres),
      ];
    }),
  );
}

/** Prints what was measured while sales arrived. */
function formatLoad({ underLoad }: RevenueResult): string[] {
  if (!underLoad) return [];
  const { dashboards, seconds, arrivals, answers, pages, lag, quiet, size } = underLoad;
  const spreads = {
    "answers while nothing arrives": quiet,
    answers,
    "pages of 6 questions": pages,
    "the mirror behind": lag,
  };
  return [
    `At ${formatSize(size)}, ${dashboards} dashboards for ${seconds} s, each with a page of 6 questions every 2 s, while ${digits(arrivals.aSecond)} sales a second arrive by ImportSales; ${underLoad.refused} questions were refused:`,
    formatTable(
      ["", "p50", "p95", "p99", "max", "samples"],
      Object.entries(spreads).map(([name, { p50Ms, p95Ms, p99Ms, maxMs, count }]) => [
        name,
        ...[p50Ms, p95Ms, p99Ms, maxMs].map(digits),
        `${count}`,
      ]),
    ),
  ];
}
