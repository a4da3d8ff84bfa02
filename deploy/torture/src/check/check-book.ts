import type { Pool } from "pg";
import type { Book } from "../writers/book.ts";

const shown = 4;

/**
 * Checks that the ledger holds once what writers were told is in it, not at all what they were
 * refused, and of what nobody knows all of a write or nothing.
 */
export async function checkBook(ledger: Pool, book: Book): Promise<string[]> {
  const { rows } = await ledger.query<{ ref: string; content: string }>(
    "select coalesce(idempotency_key, order_ref) as ref, concat_ws(' ', kind, quantity, trim_scale(total_amount)) as content from sales.sale",
  );
  const held = new Map<string, string[]>();
  for (const { ref, content } of rows) held.set(ref, [...(held.get(ref) ?? []), content]);
  const problems: string[] = [];
  for (const [id, { rows: sent, fate }] of book.writes) {
    const counts = sent.map(({ ref }) => held.get(ref)?.length ?? 0);
    const isWhole = counts.every((count) => count === 1);
    const isAbsent = counts.every((count) => count === 0);
    const isRight = { acknowledged: isWhole, refused: isAbsent, unknown: isWhole || isAbsent }[
      fate
    ];
    if (!isRight)
      problems.push(`${id} was ${fate}, and its rows are in the ledger ${counts} times`);
    for (const { ref, content } of sent) {
      const [found] = held.get(ref) ?? [];
      held.delete(ref);
      if (found !== undefined && content !== undefined && found !== content) {
        problems.push(`${ref} was sent as ${content}, and the ledger has ${found}`);
      }
    }
  }
  if (held.size > 0) problems.push(`nobody sent ${[...held.keys()].slice(0, shown).join(" ")}`);
  return problems.slice(0, shown);
}
