import {
  CompareRevenueRequestSchema,
  GetRevenueRequestSchema,
} from "@backroom/proto/revenue/v1/revenue_pb";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { apiKey, forgetKey } from "../api/api-key.ts";
import type { Grain } from "./grain.ts";
import type { Question } from "./question.ts";
import { isCompared, toComparisonRequest, toSeriesRequest } from "./to-requests.ts";
import { writeQuery } from "./write-query.ts";

/** A file that the server writes: where it is asked for, and the name to keep it under. */
export interface CsvFile {
  readonly path: string;
  readonly name: string;
}

/** The files that have what a question shows: its buckets, those they are compared with, or both. */
export function listCsvFiles(question: Question, grain: Grain): CsvFile[] {
  const { period, segment } = question;
  const days = `${period.startDate ?? "first"}-to-${period.endDate ?? "last"}`;
  const nameOf = (what: string) => `${what}-${days}-by-${grain}.csv`;
  const files: CsvFile[] = [];
  if (!isCompared(question) || segment !== "none") {
    const request = create(GetRevenueRequestSchema, toSeriesRequest(question, grain));
    files.push({
      path: `/sales/revenue?${writeQuery(GetRevenueRequestSchema, request)}`,
      name: nameOf(segment === "none" ? "revenue" : `revenue-by-${segment}`),
    });
  }
  if (isCompared(question)) {
    const request = create(CompareRevenueRequestSchema, toComparisonRequest(question, grain));
    files.push({
      path: `/sales/compare?${writeQuery(CompareRevenueRequestSchema, request)}`,
      name: nameOf("revenue-compared"),
    });
  }
  return files;
}

/**
 * Fetches files with the key in a header, never in an address, and saves them.
 *
 * @throws ConnectError with what the server says, or when it cannot be reached.
 */
export async function downloadCsv(files: readonly CsvFile[]): Promise<void> {
  for (const { path, name } of files) save(await fetchCsv(path), name);
}

async function fetchCsv(path: string): Promise<Blob> {
  const headers = { accept: "text/csv", "x-api-key": apiKey.peek() ?? "" };
  const response = await fetch(path, { headers, cache: "no-store" }).catch((error: unknown) => {
    throw ConnectError.from(error, Code.Unavailable);
  });
  if (response.ok) return response.blob();
  if (response.status === 401) forgetKey("The server no longer accepts this key.");
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  throw new ConnectError(message ?? `status ${response.status}`, Code.Unavailable);
}

/** Saves a file under a name, as if it had been downloaded. */
function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), revokeAfterMs);
}

const revokeAfterMs = 60_000;
