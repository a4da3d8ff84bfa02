import { afterAll, describe, expect, test } from "vitest";
import { inTransaction } from "../ledger/in-transaction.ts";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, pool, refusalOf, stock } = sales;
stock.onHand.set(1n, 1_000n);

/** Sells some pieces, and answers the sale's id. */
async function sell(): Promise<bigint> {
  const { sale } = await call("recordSale", { productId: 1n, quantity: 5, totalAmount: "9.99" });
  return sale?.id ?? 0n;
}

/** A write to the ledger that is made with a key. */
interface Write {
  readonly name: string;
  /** Prepares a write: given a key, and whether to differ a little from the one without. */
  prepare(): Promise<(key: string, differs?: boolean) => Promise<unknown>>;
  /** The text by which its last statement is known on the wire. */
  readonly lastStatement: string;
}

const one = { productId: 1n, quantity: 1 };
const batch = (allOrNothing: boolean): Write => ({
  name: allOrNothing ? "RecordSales, all or nothing" : "RecordSales, each for itself",
  prepare: async () => (idempotencyKey, differs) =>
    call("recordSales", {
      sales: [one, { ...one, channel: "web" }, { ...one, quantity: differs ? 3 : 2 }],
      allOrNothing,
      idempotencyKey,
    }),
  lastStatement: allOrNothing ? "commit" : "insert_sales",
});
const single = (requireStock: boolean): Write => ({
  name: requireStock ? "RecordSale, a checkout" : "RecordSale",
  prepare: async () => (idempotencyKey, differs) =>
    call("recordSale", { ...one, quantity: differs ? 2 : 1, requireStock, idempotencyKey }),
  lastStatement: "insert_sales",
});
const writes: Write[] = [
  single(false),
  single(true),
  batch(false),
  batch(true),
  {
    name: "RefundSale",
    prepare: async () => {
      const saleId = await sell();
      return (idempotencyKey, differs) =>
        call("refundSale", { saleId, quantity: differs ? 1 : 2, restock: true, idempotencyKey });
    },
    lastStatement: "commit",
  },
  {
    name: "VoidSale",
    prepare: async () => {
      const saleId = await sell();
      return (idempotencyKey, differs) =>
        call("voidSale", { saleId, reason: differs ? "other" : "typo", idempotencyKey });
    },
    lastStatement: "commit",
  },
];

let keys = 0;
const newKey = () => `key-${++keys}`;

/** Counts the rows that a key has added: its own, or those of its batch. */
async function countRows(key: string): Promise<number> {
  const { rowCount } = await pool.query(
    "select from sales.sale where idempotency_key = $1 or idempotency_key like $1 || '#%'",
    [key],
  );
  return rowCount ?? 0;
}

/** Cuts the connections of statements that wait for a lock, once there are any. */
async function cutWaiting(): Promise<void> {
  const cut = async () => {
    const { rowCount } = await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  };
  await expect.poll(cut, { timeout: 30_000 }).toBeGreaterThan(0);
}

/** Repeats a call until the stores can be reached again. */
async function retry(write: () => Promise<unknown>): Promise<unknown> {
  let answer: unknown;
  const attempt = () =>
    write().then(
      (value) => {
        answer = value;
        return "answered";
      },
      async (error) => await refusalOf(Promise.reject(error)),
    );
  await expect.poll(attempt, { timeout: 30_000 }).toBe("answered");
  return answer;
}

describe.each(writes)("$name", ({ prepare, lastStatement }) => {
  test("answers the first result to fifty that come at once, also after a restart", async () => {
    const write = await prepare();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 50 }, () => write(key)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const rows = await countRows(key);
    expect(rows).toBeGreaterThan(0);
    await sales.restart();
    expect(await write(key)).toEqual(answers[0]);
    expect(await countRows(key)).toBe(rows);
    expect(await refusalOf(write(key, true))).toContain("AlreadyExists idempotency_key: ");
    expect(await countRows(key)).toBe(rows);
  }, 120_000);

  test("adds nothing when it dies before the commit, and all on the retry", async () => {
    const write = await prepare();
    const key = newKey();
    await inTransaction(pool, async (client) => {
      await client.query("lock table sales.sale in share mode");
      const refusal = refusalOf(write(key));
      await cutWaiting();
      expect(await refusal).toBe("Unavailable a store cannot be reached just now");
    });
    expect(await countRows(key)).toBe(0);
    const answer = await retry(() => write(key));
    expect(await write(key)).toEqual(answer);
  }, 120_000);

  test("answers what was committed when only the answer was lost", async () => {
    const write = await prepare();
    await write(newKey()); // So that every statement of it has been made before.
    const again = await prepare();
    const key = newKey();
    sales.gate.muteAfter(lastStatement);
    const refusal = refusalOf(again(key));
    await expect.poll(() => countRows(key), { timeout: 30_000 }).toBeGreaterThan(0);
    sales.gate.cut();
    expect(await refusal).toBe("Unavailable a store cannot be reached just now");
    const rows = await countRows(key);
    const answer = await retry(() => again(key));
    expect(await again(key)).toEqual(answer);
    expect(await countRows(key)).toBe(rows);
  }, 120_000);
});

test("leaves no reservation over", async () => {
  await expect.poll(() => sales.isFollowed(), { timeout: 30_000 }).toBe(true);
  expect(stock.reservations.size).toBe(0);
});
