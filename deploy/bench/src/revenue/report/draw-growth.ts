import { median } from "../../median.ts";
import type { QuestionTimes } from "../measure/measure-question.ts";
import type { RevenueResult } from "../result.ts";
import { formatSize } from "../sizes.ts";
import { createLogScale, listPowers, writeLine, writePath, writeSvg, writeText } from "./svg.ts";

const [width, height] = [720, 440];
const [left, right, top, bottom] = [70, 600, 60, 380];

/** Draws how long answers take as sales grow: each question through the gateway and in PostgreSQL. */
export function drawGrowth({ sizes }: RevenueResult): string {
  const entries = sizes.map(({ size }) => size.entries);
  const contenders = [
    {
      className: "theirs",
      name: "PostgreSQL",
      read: ({ postgres }: QuestionTimes) => postgres.p50Ms,
    },
    { className: "ours", name: "gateway", read: ({ first }: QuestionTimes) => first.p50Ms },
  ];
  const all = sizes.flatMap(({ questions }) =>
    contenders.flatMap(({ read }) => questions.map(read)),
  );
  const powers = listPowers(all);
  const x = createLogScale(Math.min(...entries), Math.max(...entries), left + 20, right - 20);
  const y = createLogScale(powers[0] ?? 1, powers.at(-1) ?? 10, bottom, top);
  const grid = powers.flatMap((power) => [
    writeLine(left, y(power), right, y(power), "grid"),
    writeText(
      left - 8,
      y(power) + 4,
      power < 1000 ? `${power} ms` : `${power / 1000} s`,
      "soft",
      "end",
    ),
  ]);
  const labels = sizes.flatMap(({ size }) => [
    writeLine(x(size.entries), bottom, x(size.entries), bottom + 5, "grid"),
    writeText(x(size.entries), bottom + 20, formatSize(size), "soft", "middle"),
  ]);
  const names = sizes.at(-1)?.questions.map(({ name }) => name) ?? [];
  const lines = contenders.flatMap(({ className, name, read }) => {
    const through = (readFrom: (size: (typeof sizes)[number]) => number | undefined) =>
      sizes.flatMap((size) => {
        const value = readFrom(size);
        return value === undefined ? [] : [[x(size.size.entries), y(value)] as const];
      });
    const each = names.map((question) =>
      through(({ questions }) => {
        const times = questions.find((candidate) => candidate.name === question);
        return times && read(times);
      }),
    );
    const middle = through(({ questions }) => median(questions.map(read)));
    return [
      ...each.map((points) => writePath(points, className)),
      writePath(middle, `${className} median`),
      writeText(right - 8, (middle.at(-1)?.[1] ?? top) + 4, name, className),
    ];
  });
  return writeSvg(width, height, "Time to answer a question, by the number of sales", [
    ...grid,
    ...labels,
    writeText((left + right) / 2, bottom + 42, "sales in the ledger", "soft", "middle"),
    writeText(
      left - 54,
      top - 14,
      "p50; thin: one question of the mix; bold: their median",
      "soft",
    ),
    ...lines,
  ]);
}
