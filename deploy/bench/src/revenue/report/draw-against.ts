import type { SizeResult } from "../result.ts";
import { formatSize } from "../sizes.ts";
import { ratioToPostgres } from "./judge-goals.ts";
import { createLogScale, listPowers, writeLine, writeSvg, writeText } from "./svg.ts";

const width = 720;
const [left, right, top] = [290, 660, 66];
const rowHeight = 20;
const goal = 20;

/** Draws in how much less time than PostgreSQL the gateway answers each question, at one size. */
export function drawAgainst({ size, questions }: SizeResult): string {
  const sorted = questions
    .map((times) => ({ name: times.name, ratio: ratioToPostgres(times) }))
    .toSorted((one, other) => other.ratio - one.ratio);
  const powers = listPowers([1, goal, ...sorted.map(({ ratio }) => ratio)]);
  const x = createLogScale(powers[0] ?? 1, powers.at(-1) ?? 100, left, right);
  const bottom = top + sorted.length * rowHeight;
  const grid = [...powers, goal].flatMap((power) => [
    writeLine(x(power), top - 4, x(power), bottom, "grid"),
    writeText(x(power), bottom + 18, `${power} ×`, "soft", "middle"),
  ]);
  const bars = sorted.flatMap(({ name, ratio }, index) => {
    const y = top + index * rowHeight;
    const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
    const label = ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1);
    return [
      writeText(left - 10, y + 12, name, "", "end"),
      `<rect x="${from.toFixed(1)}" y="${y}" width="${(to - from).toFixed(1)}" height="14" rx="2" class="${ratio < 1 ? "theirs" : "ours"}"/>`,
      writeText(to + 6, y + 12, label, "soft"),
    ];
  });
  const title = `PostgreSQL's time in times of the gateway's, at ${formatSize(size)} sales`;
  return writeSvg(width, bottom + 40, title, [
    writeText(
      16,
      46,
      "p50 of each question, PostgreSQL with its best indexes; the goal is 20 × for the median",
      "soft",
    ),
    ...grid,
    ...bars,
  ]);
}
