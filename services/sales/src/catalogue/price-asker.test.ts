import { afterEach, expect, test, vi } from "vitest";
import { FakeCatalogue } from "../testing/fake-catalogue.ts";
import { PriceAsker } from "./price-asker.ts";

afterEach(() => {
  vi.useRealTimers();
});

const ref = (productId: bigint) => ({ productId, sku: undefined });

test("asks once for all who come while a question is under way", async () => {
  const catalogue = new FakeCatalogue();
  for (let id = 1n; id <= 20n; id++) catalogue.put(id, { price: `${id}.00`, sku: `S${id}` });
  const asker = new PriceAsker(catalogue.backend);
  const first = asker.ask([ref(1n)]);
  const later = Array.from({ length: 19 }, (_, index) => asker.ask([ref(BigInt(index + 2))]));
  later.push(asker.ask([{ productId: undefined, sku: "S7" }]));
  expect((await first).byId.get(1n)?.price).toBe("1.00");
  const answers = await Promise.all(later);
  expect(answers[18]?.byId.get(20n)?.price).toBe("20.00");
  expect(answers[19]?.bySku.get("S7")?.price).toBe("7.00");
  expect(catalogue.askedCount).toBe(2);
});

test("never answers a price older than the asking", async () => {
  const catalogue = new FakeCatalogue();
  catalogue.put(1n, { price: "1.00" });
  const asker = new PriceAsker(catalogue.backend);
  const before = asker.ask([ref(1n)]);
  catalogue.put(1n, { price: "2.00" });
  const after = asker.ask([ref(1n)]);
  await before;
  expect((await after).byId.get(1n)?.price).toBe("2.00");
});

test("leaves a catalogue that is away alone for a second", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const catalogue = new FakeCatalogue();
  catalogue.put(1n, { price: "1.00" });
  catalogue.isAway = true;
  const asker = new PriceAsker(catalogue.backend);
  for (let round = 0; round < 5; round++) {
    expect((await asker.ask([ref(1n)])).byId.size).toBe(0);
  }
  expect(catalogue.askedCount).toBe(1);
  catalogue.isAway = false;
  vi.setSystemTime(Date.now() + 1_001);
  expect((await asker.ask([ref(1n)])).byId.get(1n)?.price).toBe("1.00");
});
