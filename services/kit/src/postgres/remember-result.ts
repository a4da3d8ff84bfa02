import { createHash } from "node:crypto";
import {
  clone,
  create,
  type DescMessage,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import { aborted, alreadyExists } from "../rpc/errors.ts";

/** The DDL of the table that rememberResult needs in a service's schema. */
export const idempotencyKeyTable = `create table idempotency_key (
  key text primary key check (length(key) between 1 and 200),
  rpc text not null,
  request_hash bytea not null,
  response bytea,
  recorded_at timestamptz not null default now()
)`;

type KeyedRequest = { idempotencyKey?: string };

/** Hashes a request without its key. */
function hashRequest<I extends DescMessage>(schema: I, request: MessageShape<I>): Buffer {
  const bare = clone(schema, request) as MessageShape<I> & KeyedRequest;
  delete bare.idempotencyKey;
  return createHash("sha256").update(toBinary(schema, bare)).digest();
}

/**
 * Does a piece of work once for an idempotency key: in one transaction with the work the key is
 * taken and the response kept, so a retry, even one at the same moment or after a crash, answers
 * the first response. Without a key the work is simply done, in a transaction too.
 *
 * @throws ConnectError ALREADY_EXISTS when the key was used with another request or rpc.
 */
export function rememberResult<I extends DescMessage, O extends DescMessage>(
  em: SqlEntityManager,
  method: DescMethodUnary<I, O>,
  request: MessageShape<I>,
  work: (em: SqlEntityManager) => Promise<MessageInitShape<O>>,
): Promise<MessageInitShape<O>> {
  const key = (request as KeyedRequest).idempotencyKey;
  return em.fork().transactional(async (transaction) => {
    if (!key) return work(transaction);
    const hash = hashRequest(method.input, request);
    const taken = await transaction.execute<{ key: string }[]>(
      "insert into idempotency_key (key, rpc, request_hash) values (?, ?, ?) on conflict do nothing returning key",
      [key, method.name, hash],
    );
    if (taken.length === 0) return recall(transaction, method, key, hash);
    const response = await work(transaction);
    await transaction.flush();
    await transaction.execute("update idempotency_key set response = ? where key = ?", [
      Buffer.from(toBinary(method.output, create(method.output, response))),
      key,
    ]);
    return response;
  });
}

/** Answers what was answered before. */
async function recall<I extends DescMessage, O extends DescMessage>(
  em: SqlEntityManager,
  method: DescMethodUnary<I, O>,
  key: string,
  hash: Buffer,
): Promise<MessageShape<O>> {
  const [row] = await em.execute<{ rpc: string; request_hash: Buffer; response: Buffer }[]>(
    "select rpc, request_hash, response from idempotency_key where key = ?",
    [key],
  );
  if (!row) throw aborted("idempotency_key", "is being forgotten at this moment: try again");
  if (row.rpc !== method.name || !row.request_hash.equals(hash)) {
    throw alreadyExists("idempotency_key", "was used before with another request");
  }
  return fromBinary(method.output, row.response);
}

/** How many results are forgotten in one transaction. */
const forgottenAtOnce = 1_000;

/**
 * Forgets results older than 48 hours, in small steps, each a transaction of its own, until none
 * is left or the signal is aborted. The table has to have an index on `recorded_at`.
 */
export async function forgetResults(em: SqlEntityManager, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const forgotten = await em.execute<unknown[]>(
      `delete from idempotency_key where key = any(array(
         select key from idempotency_key where recorded_at < now() - interval '48 hours'
         order by recorded_at limit ? for update skip locked
       )) returning 1`,
      [forgottenAtOnce],
    );
    if (forgotten.length < forgottenAtOnce) return;
  }
}
