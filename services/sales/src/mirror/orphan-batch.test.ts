import { setTimeout as sleep } from "node:timers/promises";
import { test } from "vitest";
import { expectSameSums } from "../testing/compare-stores.ts";
import { recordEntries } from "../testing/record-entries.ts";
import { useMirrors } from "../testing/use-mirrors.ts";

const world = useMirrors();

test("a batch that outlives its sender does not arrive beside the same rows of the next one", async () => {
  const killed = world.start({ writeExpiryMs: 5_000 });
  await killed.waitUntilFresh(AbortSignal.timeout(20_000));
  const kept = Promise.withResolvers<void>();
  world.proxy.treat = (statement) => {
    if (!statement.startsWith("INSERT INTO sale_fact")) return "pass";
    kept.resolve();
    return "keep back";
  };
  await recordEntries(world.stores.pool, [
    {
      kind: "SALE",
      productId: 1,
      channel: "web",
      quantity: 1,
      amount: "19.99",
      date: "2024-02-29T12:00:00Z",
    },
  ]);
  await kept.promise;
  await killed.stop(); // Its session ends, as when it is killed; its batch is still on its way.
  world.proxy.treat = () => "pass";
  const next = world.start({ writeExpiryMs: 5_000 });
  const fresh = next.waitUntilFresh(AbortSignal.timeout(60_000));
  await Promise.race([fresh, sleep(1_500)]); // Before the batch expires, if the machine is fast enough.
  await world.proxy.release();
  await fresh;
  await expectSameSums(world.stores);
});

test("one that ended with nothing on its way is followed at once", async () => {
  const first = world.start({ writeExpiryMs: 600_000 });
  await first.waitUntilFresh(AbortSignal.timeout(60_000));
  await first.stop();
  await world.start({ writeExpiryMs: 600_000 }).waitUntilFresh(AbortSignal.timeout(60_000));
});
