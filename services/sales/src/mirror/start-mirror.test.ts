import { createLog, Hint } from "@backroom/kit";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../testing/open-test-stores.ts";
import { recordCatalogue, recordEntries } from "../testing/record-entries.ts";
import { startMirror } from "./start-mirror.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await recordCatalogue(stores.pool, { categories: 2, products: 4 });
});
afterAll(() => stores?.close());

test("mirrors sales with their names, and says so", async () => {
  const hint = new Hint();
  const mirror = startMirror({
    postgresUrl: stores.postgresUrl,
    clickhouse: stores.clickhouse,
    hint,
    log: createLog("test", "warn"),
    registry: new Registry(),
  });
  await recordEntries(stores.pool, [
    {
      kind: "SALE",
      productId: 1,
      channel: "web",
      quantity: 2,
      amount: "19.99",
      date: "2024-02-29T23:59:59.123Z",
    },
    {
      kind: "REFUND",
      productId: 1,
      channel: "a\tb\\n",
      quantity: -1,
      amount: "-0.0005",
      date: "2024-03-01T00:00:00Z",
    },
  ]);
  const t = performance.now();
  await mirror.waitUntilFresh(AbortSignal.timeout(10_000));
  console.log("first", performance.now() - t);
  for (let i = 0; i < 20; i++) {
    await recordEntries(stores.pool, [
      {
        kind: "SALE",
        productId: 1,
        channel: "web",
        quantity: 2,
        amount: "1",
        date: "2024-02-29T23:59:59.123Z",
      },
    ]);
    const t = performance.now();
    hint.give();
    await mirror.waitUntilFresh(AbortSignal.timeout(10_000));
    console.log("next", performance.now() - t);
  }
  const rows = await stores.clickhouse.query({
    query: "SELECT * FROM sales ORDER BY id LIMIT 3",
    format: "JSONEachRow",
  });
  console.log(await rows.json());
  expect(mirror.asOfMs()).toBeGreaterThan(0);
  await mirror.stop();
});
