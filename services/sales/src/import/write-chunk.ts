import type { ClientBase, Pool } from "pg";
import { describeRefusal } from "../ledger/describe-refusal.ts";
import { inTransaction } from "../ledger/in-transaction.ts";
import { keyUsed } from "../ledger/recall-sales.ts";
import { addEntries } from "./add-entries.ts";
import { type ImportState, importColumns } from "./import-state.ts";
import type { ChunkPlan, PlannedEntry, RefusedRow } from "./plan-chunk.ts";

/** Whose rows are written, and what is expected of them. */
export interface ChunkWriting {
  readonly importId: string;
  /** The caller whose rows they are. */
  readonly recordedBy: string;
  /** Whether rows before these had idempotency keys that were taken, so that these may too. */
  readonly expectsTaken: boolean;
}

/** What was written. */
export interface WrittenChunk {
  readonly state: ImportState;
  /** Whether an idempotency key had been taken before. */
  readonly hadTaken: boolean;
}

/**
 * Writes a chunk and moves the import's position past it, in one transaction that holds the
 * import's row: rows that another stream of the import has settled meanwhile are passed over.
 */
export function writeChunk(
  pool: Pool,
  writing: ChunkWriting,
  plan: ChunkPlan & { readonly lastRow: bigint },
): Promise<WrittenChunk> {
  const { importId } = writing;
  return inTransaction(pool, async (client) => {
    const held = await client.query<ImportState>(
      `select ${importColumns} from sales.import where import_id = $1 for update`,
      [importId],
    );
    const [before] = held.rows;
    if (!before) throw new Error(`the import ${importId} has vanished`);
    const position = BigInt(before.position);
    if (plan.lastRow <= position) return { state: before, hadTaken: writing.expectsTaken };
    const isNew = ({ row }: { readonly row: bigint }) => row > position;
    const written = await writeEntries(client, plan.entries.filter(isNew), writing);
    const refused = [...plan.refused.filter(isNew), ...written.refused];
    await noteRefusals(client, importId, refused);
    const { rows } = await client.query<ImportState>(
      `update sales.import set position = $2, added = added + $3, unchanged = unchanged + $4,
         refused = refused + $5, updated_at = clock_timestamp()
       where import_id = $1 returning ${importColumns}`,
      [importId, plan.lastRow, written.added, written.unchanged, refused.length],
    );
    const [after] = rows;
    if (!after) throw new Error(`the import ${importId} has vanished`);
    return { state: after, hadTaken: written.hadTaken };
  });
}

/** What became of entries. */
interface Written {
  readonly added: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  readonly hadTaken: boolean;
}

/** Adds entries, each key once, and tells those that were there before from contradictions. */
async function writeEntries(
  client: ClientBase,
  entries: readonly PlannedEntry[],
  writing: ChunkWriting,
): Promise<Written> {
  const hashes = new Map<string, Buffer | undefined>();
  const repeats: PlannedEntry[] = [];
  const firsts = entries.filter((entry) => {
    const key = entry.idempotencyKey;
    if (key === undefined) return true;
    const isRepeat = hashes.has(key);
    if (isRepeat) repeats.push(entry);
    else hashes.set(key, entry.requestHash);
    return !isRepeat;
  });
  const added = await addEntries(client, firsts, writing);
  const taken = added < firsts.length ? await findTaken(client, [...hashes.keys()]) : new Map();
  if (added + taken.size !== firsts.length) {
    throw new Error("an entry was neither added nor was its key taken");
  }
  const refused: RefusedRow[] = [];
  let unchanged = 0;
  const takenEntries = firsts.filter(({ idempotencyKey }) => taken.has(idempotencyKey));
  for (const { row, idempotencyKey = "", requestHash } of [...takenEntries, ...repeats]) {
    const standing = taken.get(idempotencyKey) ?? hashes.get(idempotencyKey);
    if (requestHash && standing?.equals(requestHash)) unchanged += 1;
    else refused.push({ row, error: keyUsed() });
  }
  return { added, unchanged, refused, hadTaken: taken.size > 0 };
}

/** Finds which keys were taken by other transactions, with the hashes of their requests. */
async function findTaken(
  client: ClientBase,
  keys: readonly string[],
): Promise<Map<string | undefined, Buffer>> {
  const { rows } = await client.query<{ idempotency_key: string; request_hash: Buffer }>(
    `select idempotency_key, coalesce(request_hash, '') as request_hash from sales.sale
     where idempotency_key = any($1::text[]) and xid <> pg_current_xact_id()`,
    [keys],
  );
  return new Map(rows.map((row) => [row.idempotency_key, row.request_hash]));
}

/** Notes why rows were refused. */
async function noteRefusals(
  client: ClientBase,
  importId: string,
  refused: readonly RefusedRow[],
): Promise<void> {
  if (refused.length === 0) return;
  const reasons = refused.map(({ error }) => describeRefusal(error));
  await client.query(
    `insert into sales.import_refusal (import_id, "row", code, message)
     select $1, * from unnest($2::bigint[], $3::text[], $4::text[])`,
    [
      importId,
      refused.map(({ row }) => row),
      reasons.map(({ code }) => code),
      reasons.map(({ message }) => message),
    ],
  );
}
