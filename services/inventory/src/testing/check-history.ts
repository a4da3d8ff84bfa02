import { expect } from "vitest";
import type { TestInventory } from "./start-inventory.ts";

/** One change in an item's history. */
export interface Change {
  readonly change_qty: string;
  readonly quantity: string;
  readonly sale_id: string | null;
}

/**
 * Fails unless the history of an item, in the order of its ids, adds up row by row to what lies
 * there.
 *
 * @returns the history, oldest first.
 */
export async function checkHistory({ query }: TestInventory, id: string): Promise<Change[]> {
  const [item] = await query<{ quantity: string }>("select quantity from item where id = ?", [id]);
  const changes = await query<Change>(
    "select change_qty, quantity, sale_id from history where inventory_id = ? order by id",
    [id],
  );
  let sum = 0n;
  const sums = changes.map((change) => {
    sum += BigInt(change.change_qty);
    return String(sum);
  });
  expect(changes.map((change) => change.quantity)).toEqual(sums);
  expect(item?.quantity).toBe(sums.at(-1));
  return changes;
}
