import { type CallContext, rememberResult } from "@backroom/kit";
import type {
  DescMessage,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { SqlEntityManager } from "@mikro-orm/postgresql";
import type { Deps } from "./deps.ts";

/**
 * Writes once for an idempotency key, as rememberResult does. Writers of the same item or product
 * wait for each other here, as long as each may, before they take a connection: a rush for one would
 * else take all of them to wait for one lock, and nobody could do anything else.
 *
 * @param name the id of the item or product.
 */
export async function writeInTurn<I extends DescMessage, O extends DescMessage>(
  { em, turns }: Pick<Deps, "em" | "turns">,
  name: string | bigint,
  { signal }: CallContext,
  method: DescMethodUnary<I, O>,
  request: MessageShape<I>,
  work: (em: SqlEntityManager) => Promise<MessageInitShape<O>>,
): Promise<MessageInitShape<O>> {
  const endTurn = await turns.take([String(name)]);
  try {
    signal.throwIfAborted();
    return await rememberResult(em, method, request, work);
  } finally {
    endTurn();
  }
}
