import { finished } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import type { ClientBase } from "pg";
import copy from "pg-copy-streams";
import type { PlannedEntry } from "./plan-chunk.ts";

const statement = `copy sales.sale (kind, product_id, channel, quantity, unit_price, total_amount,
  sale_date, order_ref, idempotency_key, request_hash, moves_stock, recorded_by) from stdin`;

/** How many lines are written in one go, before others have their turn. */
const linesATurn = 500;

/**
 * Adds entries to the ledger in the order given, and answers how many.
 *
 * @throws DatabaseError when an idempotency key is taken.
 */
export async function copyEntries(
  client: ClientBase,
  entries: readonly PlannedEntry[],
  recordedBy: string,
): Promise<number> {
  const by = quote(recordedBy);
  const pieces: Buffer[] = [];
  for (let from = 0; from < entries.length; from += linesATurn) {
    const lines = entries.slice(from, from + linesATurn).map((entry) => writeLine(entry, by));
    pieces.push(Buffer.from(lines.join("")));
    await setImmediate();
  }
  const stream = client.query(copy.from(statement));
  // In one piece: after an error this stream cannot be written to, and does not say so.
  stream.end(Buffer.concat(pieces));
  await finished(stream);
  return stream.rowCount;
}

/** Writes an entry as a line of COPY's text format. */
function writeLine(entry: PlannedEntry, recordedBy: string): string {
  const fields = [
    entry.kind,
    entry.productId,
    quote(entry.channel),
    entry.quantity,
    `${entry.unitPrice}e-4`,
    `${entry.totalAmount}e-4`,
    new Date(entry.saleDateMs).toISOString(),
    quote(entry.orderRef),
    quote(entry.idempotencyKey),
    entry.requestHash ? `\\\\x${entry.requestHash.toString("hex")}` : absent,
    entry.movesStock,
    recordedBy,
  ];
  return `${fields.join("\t")}\n`;
}

const absent = "\\N";

/** Writes a text, which has no control characters, so that COPY takes no part of it for a sign. */
function quote(text: string | undefined): string {
  if (text === undefined) return absent;
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}
