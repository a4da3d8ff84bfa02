import { storeZone } from "../data/shop.ts";
import type { Days, Question } from "./question.ts";

/** The rpc that a question is asked of, and the parameters of its REST request. */
export interface Request {
  readonly rpc: "getRevenue" | "compareRevenue" | "breakdownRevenue" | "getSummary";
  readonly path: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Writes the request that asks a question. */
export function toRequest({ shape, days, earlier, filter, zone }: Question): Request {
  const parameters: [string, string][] = [];
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined) parameters.push([name, String(value)]);
  };
  const addDays = ({ first, last }: Days, start: string, end: string) => {
    add(start, first?.toString());
    add(end, last.toString());
  };
  add("product_id", filter.productId);
  for (const id of filter.categoryIds ?? []) add("category_id", id);
  add("channel", filter.channel);
  if (zone !== storeZone) add("time_zone", zone);
  switch (shape.kind) {
    case "series":
      add("group_by", shape.grain);
      add("segment_by", shape.segmentBy);
      addDays(days, "start_date", "end_date");
      return { rpc: "getRevenue", path: "/sales/revenue", parameters };
    case "compare":
      add("group_by", shape.grain);
      if (earlier) addDays(earlier, "start1", "end1");
      addDays(days, "start2", "end2");
      return { rpc: "compareRevenue", path: "/sales/compare", parameters };
    case "breakdown":
      add("by", shape.by);
      add("limit", shape.limit);
      addDays(days, "start_date", "end_date");
      return { rpc: "breakdownRevenue", path: "/sales/breakdown", parameters };
    case "summary":
      if (earlier) add("against", "previous_period");
      addDays(days, "start_date", "end_date");
      return { rpc: "getSummary", path: "/sales/summary", parameters };
  }
}
