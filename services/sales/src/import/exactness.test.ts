import { afterAll, expect, test } from "vitest";
import { makeMessages } from "../testing/make-messages.ts";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, upload, pool } = sales;

/** What the ledger holds of a channel: how many rows, and how many different. */
async function countRows(channel: string) {
  const { rows } = await pool.query(
    "select count(*)::integer as rows, count(distinct order_ref)::integer as different from sales.sale where channel = $1",
    [channel],
  );
  return rows[0];
}

test("counts each row once, however often and by how many at once it is sent", async () => {
  await upload(makeMessages("again", 1, 700));
  const both = await Promise.all([
    upload(makeMessages("again", 1, 3_000)),
    upload(makeMessages("again", 500, 3_000, 77)),
  ]);
  await upload(makeMessages("again", 1, 3_000, 1_000));
  for (const answer of both) expect(answer).toMatchObject({ position: 3_000n, added: 3_000n });
  expect(await countRows("again")).toEqual({ rows: 3_000, different: 3_000 });
});

test("knows rows of another import by their keys", async () => {
  const one = await upload(makeMessages("first", 1, 1_000, 100, true));
  expect(one).toMatchObject({ added: 1_000n });
  const sales = [...makeMessages("first", 1, 1_000, 100, true)];
  const other = await upload(sales.map((message) => ({ ...message, importId: "second" })));
  expect(other).toMatchObject({ added: 0n, unchanged: 1_000n, refused: 0n });
  const contradiction = await upload(makeMessages("third", 1, 1_000, 100, true));
  expect(contradiction).toMatchObject({ added: 0n, unchanged: 0n, refused: 1_000n });
  const twice = await upload([
    {
      importId: "twice",
      rows: [1, 2, 3].map((row) => ({
        row: BigInt(row),
        sale: { productId: 1n, quantity: row < 3 ? 1 : 2, idempotencyKey: "same" },
      })),
    },
  ]);
  expect(twice).toMatchObject({ added: 1n, unchanged: 1n, refused: 1n });
});

test("goes on from the acknowledged position after a stream that broke off", async () => {
  async function* broken() {
    yield* makeMessages("broken", 1, 6_000, 1_000);
    await expect.poll(async () => (await countRows("broken")).rows).toBeGreaterThan(0);
    throw new Error("the file was taken away");
  }
  await expect(upload(broken())).rejects.toThrow();
  const { import: state } = await call("getImport", { importId: "broken" });
  const position = Number(state?.position);
  expect(await countRows("broken")).toEqual({ rows: position, different: position });
  const answer = await upload(makeMessages("broken", position + 1, 8_000));
  expect(answer).toMatchObject({ position: 8_000n, added: 8_000n });
  expect(await countRows("broken")).toEqual({ rows: 8_000, different: 8_000 });
});

test("takes no more than it can write", async () => {
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("lock table sales.sale in share mode");
  let sent = 0;
  function* counted() {
    for (const message of makeMessages("held", 1, 30_000, 1_000)) {
      sent = Number(message.rows.at(-1)?.row);
      yield message;
    }
  }
  const answer = upload(counted());
  await expect
    .poll(async () => (await pool.query("select from pg_locks where not granted")).rowCount)
    .toBeGreaterThan(0);
  await expect.poll(() => sent).toBeGreaterThan(5_000);
  // While the import cannot be written, more than half stays with the client.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sent).toBeLessThan(15_000);
  await holder.query("commit");
  holder.release();
  expect(await answer).toMatchObject({ position: 30_000n, added: 30_000n });
});

test("fails when the ledger is lost, and goes on from the first row when it is back", async () => {
  async function* cut() {
    yield* makeMessages("cut", 1, 6_000, 1_000);
    await expect.poll(async () => (await countRows("cut")).rows).toBeGreaterThan(0);
    await sales.gate.shut();
    yield* makeMessages("cut", 6_001, 12_000, 1_000);
  }
  expect(await sales.refusalOf(upload(cut()))).toMatch(/^Unavailable /);
  await sales.gate.open();
  await expect
    .poll(() =>
      upload(makeMessages("cut", 1, 12_000, 1_000)).then(
        (answer) => answer?.added,
        () => 0n,
      ),
    )
    .toBe(12_000n);
  expect(await countRows("cut")).toEqual({ rows: 12_000, different: 12_000 });
});
