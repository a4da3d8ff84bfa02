import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import { Refusal } from "../json/refusal.ts";

/** The media type of CSV answers. */
export const csvType = "text/csv; charset=utf-8; header=present";

/** The query parameter that chooses the form of an answer, and the values it takes in any case. */
export const formatParameter = { name: "format", values: ["JSON", "CSV"] } as const;

/** Refuses a value of the parameter `format` that names no form. */
export function checkFormat(text: string): void {
  const known: readonly string[] = formatParameter.values;
  if (!known.includes(text.toUpperCase())) throw new Refusal(`must be one of ${known.join(", ")}`);
}

/**
 * Whether the answer to a request shall be CSV: as its query says, whose `format` was checked
 * before, else when `Accept` prefers `text/csv` to JSON. Who accepts neither is answered JSON.
 */
export function asksForCsv({ query, headers }: FastifyRequest): boolean {
  const { format } = query as Readonly<Record<string, string | undefined>>;
  if (format !== undefined) return format.toUpperCase() === "CSV";
  if (headers.accept === undefined || headers.accept === "*/*") return false;
  return new Negotiator({ headers }).mediaType(["application/json", csvType]) === csvType;
}
