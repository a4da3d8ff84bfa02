import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Battlefield } from "../battlefield.ts";

const maxFollowMs = 60_000;

/** Rows of the ledger that should have moved stock and have not, or are not known to have met no item. */
const unmoved = `select s.id::text as id from sales.sale s
  where s.moves_stock and s.quantity <> 0
    and not exists (select from inventory.history h where h.sale_id = s.id)
    and not exists (select from inventory.untracked_movement u where u.sale_id = s.id)`;

/** What must find nothing, and what is wrong when it does. */
const faults: readonly (readonly [what: string, query: string])[] = [
  ["sales that did not move stock", unmoved],
  [
    "movements that are not what their sale says",
    `select h.sale_id::text as id from inventory.history h left join sales.sale s on s.id = h.sale_id
      where h.sale_id is not null and (s.id is null or not s.moves_stock
        or h.change_qty <> -s.quantity or h.product_id <> s.product_id or h.reason <> s.kind)`,
  ],
  [
    "items whose quantity is not the sum of their history",
    `select i.id::text as id from inventory.item i
      where i.quantity <> (select coalesce(sum(h.change_qty), 0) from inventory.history h where h.inventory_id = i.id)`,
  ],
  [
    "steps of the history that do not follow from those before",
    `select id::text as id from (
        select id, quantity, sum(change_qty) over (partition by inventory_id order by id) as sum from inventory.history
      ) steps where quantity <> sum`,
  ],
];

const countAdjusted = `select key as id from unnest($1::text[]) as key
  where 1 <> (select count(*) from inventory.history h where h.comment = key)`;

/**
 * Waits until stock has followed the ledger, and checks that every sale moved it once.
 *
 * @param adjusted the comments of the adjustments that were acknowledged; each was made once.
 */
export async function checkStock(
  { ledger, signal }: Battlefield,
  adjusted: readonly string[],
): Promise<string[]> {
  const endsAt = performance.now() + maxFollowMs;
  while (performance.now() < endsAt && (await find(ledger, unmoved)).length > 0) {
    await sleep(50, undefined, { signal });
  }
  const problems: string[] = [];
  for (const [what, query] of faults) {
    const ids = await find(ledger, query);
    if (ids.length > 0) problems.push(`${ids.length} ${what}: ${ids.slice(0, 5).join(", ")}`);
  }
  const { rows } = await ledger.query<{ id: string }>(countAdjusted, [adjusted]);
  if (rows.length > 0) problems.push(`not made once: ${rows.map(({ id }) => id).join(", ")}`);
  return problems;
}

async function find(ledger: Pool, query: string): Promise<string[]> {
  const { rows } = await ledger.query<{ id: string }>(query);
  return rows.map(({ id }) => id);
}
