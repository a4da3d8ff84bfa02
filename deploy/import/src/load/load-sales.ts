import {
  type Import,
  type ImportRow,
  ImportRowSchema,
  Kind,
} from "@backroom/proto/sales/v1/sales_pb";
import { create } from "@bufbuild/protobuf";
import { Tally } from "../report/tally.ts";
import type { SaleRow } from "../rows/parse-sale.ts";
import type { Row } from "../rows/read-rows.ts";
import { batchLimits, weighSale } from "./batch-limits.ts";
import type { Backroom } from "./connect.ts";
import { findImport } from "./find-import.ts";
import { gatherBatches } from "./gather-batches.ts";
import { RowFeed } from "./row-feed.ts";
import { streamRows } from "./stream-rows.ts";
import { tallyRefusals } from "./tally-refusals.ts";

/** What loadSales needs besides the rows. */
export interface SalesLoad {
  /** What the import is known by to the server, a number for the attempt to be added. */
  readonly name: string;
  /** Told where it goes on when the import had been broken off. */
  readonly onResume?: (line: bigint) => void;
  /** Told when all rows up to this line are settled. */
  readonly onSettled?: (line: bigint) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Records the sales and returns of a file. An import that was broken off goes on where it was; one
 * that had come to its end changes nothing, but the rows that were refused then are tried again.
 *
 * @param read begins to read the rows, counting into the tally.
 */
export async function loadSales(
  backroom: Backroom,
  read: (tally: Tally) => AsyncIterable<Row<SaleRow>>,
  load: SalesLoad,
): Promise<Tally> {
  const [attempt, before] = await findAttempt(backroom, load);
  const { tally, isSent } = await loadOnce(backroom, read, load, attempt, before);
  if (isSent || !before?.refused) return tally;
  return (await loadOnce(backroom, read, load, attempt + 1, undefined)).tally;
}

/** Finds the latest attempt at an import, and how far it has come. */
async function findAttempt(
  backroom: Backroom,
  { name, signal }: SalesLoad,
): Promise<[attempt: number, state: Import | undefined]> {
  let state: Import | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const next = await findImport(backroom, `${name}-${attempt}`, { maxElapsedMs: 3000, signal });
    if (!next) return [Math.max(attempt - 1, 1), state];
    state = next;
  }
}

/** Makes one attempt, or goes on with it. */
async function loadOnce(
  backroom: Backroom,
  read: (tally: Tally) => AsyncIterable<Row<SaleRow>>,
  { name, signal, onResume, onSettled }: SalesLoad,
  attempt: number,
  before: Import | undefined,
): Promise<{ tally: Tally; isSent: boolean }> {
  const importId = `${name}-${attempt}`;
  const settled = before?.position ?? 0n;
  const tally = new Tally();
  let passed = 0n;
  if (settled > 0n) onResume?.(settled);

  /** Reads the rows that are not settled. */
  async function* readUnsettled(): AsyncGenerator<ImportRow> {
    for await (const { line, value } of read(tally)) {
      const { kind, sale } = value;
      const row = BigInt(line);
      if (kind === Kind.REFUND) tally.returned += 1;
      if (row > settled) yield create(ImportRowSchema, { row, kind, sale });
      else passed += 1n;
    }
  }

  const batches = gatherBatches(readUnsettled(), {
    ...batchLimits,
    weigh: ({ sale }) => (sale ? weighSale(sale) : 0),
  });
  const feed = new RowFeed(batches, settled);
  const after = await streamRows(backroom, feed, { importId, onSettled, signal });
  const refusedBefore = before?.refused ?? 0n;
  const state = after ?? before;
  tally.created = Number((state?.added ?? 0n) - (before?.added ?? 0n));
  const unchanged = (state?.unchanged ?? 0n) - (before?.unchanged ?? 0n);
  tally.unchanged = Math.max(0, Number(unchanged + passed - refusedBefore));
  if (state?.refused) await tallyRefusals(backroom, importId, tally, signal);
  return { tally, isSent: after !== undefined };
}
