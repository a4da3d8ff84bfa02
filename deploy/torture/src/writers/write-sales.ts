import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import type { PlannedRow, SalesWrite } from "../plan/write.ts";
import type { Progress } from "../progress.ts";
import type { Book, SentRow } from "./book.ts";
import { trimAmount } from "./trim-amount.ts";

/** A sale that can be refunded, and voided once. */
export interface KnownSale {
  readonly id: string;
  readonly row: PlannedRow;
  isVoided: boolean;
}

/** A row as it is sent. */
interface OutgoingRow extends SentRow {
  readonly row: PlannedRow;
  readonly of: KnownSale | undefined;
}

const maxHoldMs = 500;

/**
 * Writes one transaction and notes in the book what became of it.
 *
 * @param known the sales that this lane was told are in the ledger; grows.
 */
export async function writeSales(
  client: Client,
  write: SalesWrite,
  known: KnownSale[],
  book: Book,
  progress: Progress,
): Promise<void> {
  const outgoing = prepareRows(write, known);
  book.begin(write.id, outgoing);
  const cut = write.savepointAt ?? outgoing.length;
  const [before, within] = [outgoing.slice(0, cut), outgoing.slice(cut)];
  const added: KnownSale[] = [];
  try {
    await client.query("begin");
    added.push(...(await insertRows(client, before)));
    if (within.length > 0) {
      await client.query("savepoint part");
      const later = await insertRows(client, within);
      if (write.takesBack) await client.query("rollback to savepoint part");
      else added.push(...later);
      if (write.takesBack) book.begin(write.id, before);
    }
    await hold(write.holdForWrites, progress);
    if (write.ending === "rollback") await client.query("rollback");
  } catch (error) {
    book.end(write.id, "refused"); // COMMIT was never sent.
    throw error;
  }
  if (write.ending === "rollback") return book.end(write.id, "refused");
  await client.query("commit");
  book.end(write.id, "acknowledged");
  const kept = write.takesBack ? before : outgoing;
  for (const { row, of } of kept) if (row.kind === "VOID" && of) of.isVoided = true;
  known.push(...added);
}

/** Chooses what is refunded and voided. What the lane cannot void it refunds instead. */
function prepareRows(write: SalesWrite, known: readonly KnownSale[]): OutgoingRow[] {
  const voidedNow = new Set<KnownSale>();
  return write.rows.map((planned, i) => {
    let row = planned;
    let of = planned.kind === "SALE" ? undefined : known[Math.floor(planned.of * known.length)];
    if (planned.kind === "VOID") {
      const isVoidable = of && !of.isVoided && !voidedNow.has(of);
      if (of && isVoidable) {
        voidedNow.add(of);
        const { productId, channel, quantity, amount, date } = of.row;
        row = { ...planned, productId, channel, quantity, amount, date };
      } else {
        row = { ...planned, kind: "REFUND" };
        of = undefined;
      }
    }
    const sign = row.kind === "SALE" ? "" : "-";
    const content = `${row.kind} ${sign}${row.quantity} ${trimAmount(`${sign}${row.amount}`)}`;
    return { ref: `${write.id}-${i}`, content, row, of };
  });
}

const insert = `insert into sales.sale
    (kind, product_id, channel, quantity, unit_price, total_amount, sale_date, order_ref, refund_of, recorded_by)
  select kind, product_id, channel, quantity, 1, amount, date, ref, refund_of, 'torture'
  from json_to_recordset($1) as r(kind text, product_id bigint, channel text, quantity int,
    amount numeric, date timestamptz, ref text, refund_of bigint)
  returning id::text, order_ref`;

/** Inserts rows and answers those that are sales. */
async function insertRows(client: Client, rows: readonly OutgoingRow[]): Promise<KnownSale[]> {
  if (rows.length === 0) return [];
  const values = rows.map(({ ref, row, of }) => ({
    kind: row.kind,
    product_id: row.productId,
    channel: row.channel,
    quantity: row.kind === "SALE" ? row.quantity : -row.quantity,
    amount: row.kind === "SALE" ? row.amount : `-${row.amount}`,
    date: row.date,
    ref,
    refund_of: of?.id,
  }));
  const { rows: made } = await client.query<{ id: string; order_ref: string }>(insert, [
    JSON.stringify(values),
  ]);
  const ids = new Map(made.map(({ id, order_ref }) => [order_ref, id]));
  return rows.flatMap(({ ref, row }) => {
    const id = ids.get(ref);
    return row.kind === "SALE" && id ? [{ id, row, isVoided: false }] : [];
  });
}

/** Keeps the transaction open while others commit after it. */
async function hold(writes: number, progress: Progress): Promise<void> {
  if (writes === 0) return;
  const signal = AbortSignal.timeout(maxHoldMs);
  await progress.reach(Math.min(progress.total, progress.ended + writes), signal).catch(() => {});
}

/** Runs the transactions of a lane one after the other. */
export async function runLane<W extends { readonly pauseMs: number }>(
  writes: readonly W[],
  progress: Progress,
  signal: AbortSignal,
  run: (write: W) => Promise<void>,
): Promise<void> {
  for (const write of writes) {
    await progress.begin(signal);
    await sleep(write.pauseMs, undefined, { signal });
    await run(write);
    progress.end();
  }
}
