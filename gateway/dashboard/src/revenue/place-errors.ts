import { describeError } from "../api/describe-error.ts";

/** The controls that an error can belong to. */
export type Control =
  | "from"
  | "to"
  | "grain"
  | "zone"
  | "weekStart"
  | "dayStart"
  | "compare"
  | "compareFrom"
  | "compareTo"
  | "segment"
  | "top"
  | "product"
  | "category"
  | "channel"
  | "kind";

/** What is wrong with each control. */
export type ControlErrors = Readonly<Partial<Record<Control, string>>>;

const controls: Readonly<Record<string, Control>> = {
  start_date: "from",
  start2: "from",
  end_date: "to",
  end2: "to",
  start1: "compareFrom",
  end1: "compareTo",
  against: "compare",
  group_by: "grain",
  time_zone: "zone",
  week_start: "weekStart",
  day_start: "dayStart",
  segment_by: "segment",
  segment_limit: "top",
  product_id: "product",
  category_id: "category",
  channel: "channel",
  kind: "kind",
};

/** Finds the controls whose fields the server refuses. Nothing is found of an error of another kind. */
export function placeErrors(error: unknown): ControlErrors {
  if (error === undefined) return {};
  const placed: Partial<Record<Control, string>> = {};
  for (const [field, rule] of Object.entries(describeError(error).fields)) {
    const control = controls[field.replace(/[[.].*$/, "")];
    if (control) placed[control] ??= rule.charAt(0).toUpperCase() + rule.slice(1);
  }
  return placed;
}
