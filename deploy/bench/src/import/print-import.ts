import type { Answers } from "./measure-beside.ts";
import type { ImportMeasurement } from "./run-import-bench.ts";

/** Prints what was measured of imports, the ratio to COPY first. */
export function formatImport(measurements: readonly ImportMeasurement[], count: number): string {
  return [
    `Importing ${count} sales at prices of their own, each with an order and an idempotency key;`,
    "COPY writes the same rows into an empty table with the same indices, checks and foreign keys.",
    row("", "× COPY", "sales/s", "mirror s behind"),
    ...measurements.flatMap(formatForm),
    "",
    "Answers to POST /sales, one after the other:",
    row("", "p50 ms", "p99 ms", "samples"),
    ...measurements.flatMap(({ form, alone, beside }) => [
      formatAnswers(`  alone, ${form}`, alone),
      formatAnswers(`  beside an import, ${form}`, beside),
    ]),
  ].join("\n");
}

/** Prints one form. */
function formatForm({ form, load, grpc, connect, copyRowsPerSecond }: ImportMeasurement): string[] {
  const ways = [
    ["gRPC to the service", grpc],
    ["Connect through the gateway", connect],
  ] as const;
  return [
    `${form}, load before it ${load.toFixed(1)}`,
    ...ways.map(([name, { rowsPerSecond, mirrorLagSeconds }]) =>
      row(
        `  ${name}`,
        (rowsPerSecond / copyRowsPerSecond).toFixed(2),
        rowsPerSecond.toFixed(0),
        mirrorLagSeconds.toFixed(2),
      ),
    ),
    row("  COPY", "1", copyRowsPerSecond.toFixed(0), "–"),
  ];
}

/** Prints how long answers took. */
function formatAnswers(name: string, { p50Ms, p99Ms, count }: Answers): string {
  return row(name, p50Ms.toFixed(1), p99Ms.toFixed(1), `${count}`);
}

/** Prints a row of the table. */
function row(name: string, ...cells: string[]): string {
  return `${name.padEnd(34)}${cells.map((cell) => cell.padStart(16)).join("")}`.trimEnd();
}
