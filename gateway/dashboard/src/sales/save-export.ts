import { apiKey, forgetKey } from "../api/api-key.ts";
import { openTarget } from "./save-target.ts";

/** How an export is written. */
export type ExportFormat = "csv" | "ndjson";

/** What an export needs. */
export interface ExportOptions {
  /** The filter, as the REST surface takes it. */
  readonly query: URLSearchParams;
  readonly format: ExportFormat;
  /** What the file is called. */
  readonly fileName: string;
  readonly signal: AbortSignal;
  /** Told how many bytes have come. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Saves the rows of a filter as a file. Where the browser can write files it goes there piece by
 * piece; elsewhere the pieces are gathered first. The key goes in the header, never in an address.
 *
 * @throws Error saying why the server refused it or broke it off; nothing is saved then.
 */
export async function saveExport(options: ExportOptions): Promise<void> {
  const { format, fileName, signal, onBytes } = options;
  const target = await openTarget(fileName, format === "csv" ? "text/csv" : "application/x-ndjson");
  try {
    const query = new URLSearchParams(options.query);
    query.set("format", format);
    const response = await fetch(`/sales/export?${query}`, {
      headers: { "x-api-key": apiKey.peek() ?? "" },
      signal,
    });
    if (!response.ok || !response.body) throw new Error(await readRefusal(response));
    let bytes = 0;
    for await (const piece of readPieces(response.body)) {
      await target.write(piece);
      bytes += piece.length;
      onBytes(bytes);
    }
    await target.save();
  } catch (error) {
    await target.discard();
    throw error;
  }
}

/** Reads a body piece by piece; not all browsers can iterate one. */
async function* readPieces(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Says why the server answered no file. */
async function readRefusal(response: Response): Promise<string> {
  if (response.status === 401) forgetKey("The server no longer accepts this key.");
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer === "object" && answer && "message" in answer) return `${answer.message}`;
  return `The server answered ${response.status}`;
}
