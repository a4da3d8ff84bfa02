import type { Question } from "./question.ts";
import { type Figures, figures, isZero, type Rows } from "./rows.ts";

/** Sums as REST answers them; every number is given as its digits. */
interface Sums {
  readonly gross: string;
  readonly refunds: string;
  readonly units: string;
  readonly sales: string;
}

interface Point extends Sums {
  readonly period: string;
  readonly segments?: readonly (Sums & { readonly key: string })[];
}

interface Summary extends Sums {
  readonly best_day?: { readonly period: string; readonly revenue: string };
}

interface Answer {
  readonly range1: readonly Point[];
  readonly range2: readonly Point[];
  readonly items: readonly (Sums & { readonly key: string; readonly rest: boolean })[];
  readonly total: Sums;
  readonly current: Summary;
  readonly previous?: Summary;
}

/** Reads what REST answered to a question, keyed as the stores' own answers are. */
export function readAnswer({ shape, zone }: Question, text: string): Rows {
  const rows = new Map<string, Figures>();
  const add = (key: string, { gross, refunds, units, sales }: Sums) => {
    const row = figures(gross, refunds, units, sales);
    if (!isZero(row)) rows.set(key, row);
  };
  const addPoints = (points: readonly Point[], prefix: string) => {
    for (const point of points) {
      const key = `${prefix}${toSeconds(point.period, zone)}`;
      const { segments } = point;
      if (!segments?.length) add(key, point);
      else for (const segment of segments) add(`${key}/${segment.key}`, segment);
    }
  };
  const answer = parseExactly(text);
  switch (shape.kind) {
    case "series":
      addPoints(answer as readonly Point[], "");
      break;
    case "compare":
      addPoints((answer as Answer).range1, "1/");
      addPoints((answer as Answer).range2, "2/");
      break;
    case "breakdown":
      for (const item of (answer as Answer).items) if (!item.rest) add(item.key, item);
      add("total", (answer as Answer).total);
      break;
    case "summary":
      for (const [key, summary] of [
        ["0", (answer as Answer).current],
        ["1", (answer as Answer).previous],
      ] as const) {
        if (!summary) continue;
        add(key, summary);
        const { best_day: best } = summary;
        if (best)
          add(`${key}/${best.period}`, {
            gross: best.revenue,
            refunds: "0",
            units: "0",
            sales: "0",
          });
      }
  }
  return rows;
}

/** Parses JSON with every number as its digits, for a double would round them. */
function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === "number" ? (context?.source ?? value) : value,
  );
}

/** The first instant of the bucket of a label, in seconds since 1970. */
function toSeconds(label: string, zone: string): number {
  if (label.includes("T")) return Temporal.Instant.from(label).epochMilliseconds / 1000;
  return Temporal.PlainDate.from(label).toZonedDateTime(zone).epochMilliseconds / 1000;
}
