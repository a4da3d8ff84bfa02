import { type BenchResult, forms, type Measurement } from "./run-bench.ts";

/** Prints what a run found: requests a second, milliseconds, and ratios. */
export function formatResult({ measurements, freshness }: BenchResult): string {
  const lines = [
    row("", "requests/s", "p50 ms", "p99 ms", "× yardstick", "× predecessor"),
    ...measurements.flatMap(formatMeasurement),
    "",
    "From the answer to a sale until it is in the revenue, under light load:",
    row("", "samples", "p50 ms", "p99 ms", "max ms", ""),
  ];
  for (const form of forms) {
    const found = freshness.get(form);
    if (!found) continue;
    const { samples, p50Ms, p99Ms, maxMs } = found;
    lines.push(row(`  ${form}`, `${samples}`, digits(p50Ms), digits(p99Ms), digits(maxMs), ""));
  }
  return lines.join("\n");
}

/** Prints one kind of work in one form: the gateway, and what it is compared with. */
function formatMeasurement(measured: Measurement): string[] {
  const { form, work, gateway, yardstick, rawClickhouse } = measured;
  const entries = [
    [`  gateway, ${form}`, gateway],
    ["  yardstick: Fastify + pg", yardstick],
    ...(rawClickhouse ? ([["  Fastify + raw ClickHouse query", rawClickhouse]] as const) : []),
  ] as const;
  return [
    `${work.name}: ${work.description}`,
    ...entries.map(([name, speed]) => {
      const ratio = speed.requestsPerSecond / yardstick.requestsPerSecond;
      const ahead = work.predecessor && speed.requestsPerSecond / work.predecessor;
      const cells = [speed.requestsPerSecond, speed.p50Ms, speed.p99Ms, ratio].map(digits);
      return row(name, ...cells, ahead ? digits(ahead) : "–");
    }),
  ];
}

/** Prints a number with three digits or so. */
function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Prints a row of the table. */
function row(name: string, ...cells: string[]): string {
  return `${name.padEnd(34)}${cells.map((cell) => cell.padStart(14)).join("")}`.trimEnd();
}
