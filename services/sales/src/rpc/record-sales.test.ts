import { listViolations } from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());
const { call, catalogue, refusalOf, stock } = sales;
const total = async () =>
  Number((await sales.pool.query("select count(*) from sales.sale")).rows[0].count);

test("answers a result for each sale, in order", async () => {
  catalogue.isSilent = true;
  catalogue.put(11n, { sku: "NEW", price: "2.50" });
  const { results } = await call("recordSales", {
    sales: [
      { productId: 1n, quantity: 1 },
      { productId: 1n, quantity: 0 },
      { sku: "NEW", quantity: 2 },
      { productId: 404n, quantity: 1 },
      { quantity: 1 },
      { productId: 1n, quantity: 2, saleDate: "never" },
      { productId: 1n, quantity: 1, price: "1", totalAmount: "2" },
      { sku: "BEAR", quantity: 4, price: "1.25" },
    ],
  });
  expect(results.map(({ result }) => result.value)).toMatchObject([
    { quantity: 1, totalAmount: "19.99" },
    {
      code: "invalid_argument",
      message: expect.stringMatching(/^sales\[1\]\.quantity: /),
      violations: [{ field: "sales[1].quantity", ruleId: "required" }],
    },
    { productId: 11n, totalAmount: "5.00" },
    { code: "not_found", message: "sales[3].product_id: there is no product 404", violations: [] },
    { code: "invalid_argument", message: expect.stringMatching(/^sales\[4\]: /) },
    { code: "invalid_argument", message: expect.stringMatching(/^sales\[5\]\.sale_date: /) },
    { code: "invalid_argument", message: expect.stringMatching(/^sales\[6\]\.total_amount: /) },
    { quantity: 4, totalAmount: "5.00" },
  ]);
  catalogue.isSilent = false;
});

test("adds all or nothing when asked to, naming the first that is bad", async () => {
  const before = await total();
  const good = { productId: 1n, quantity: 1 };
  const batch = { sales: [good, good, { productId: 404n, quantity: 1 }], allOrNothing: true };
  expect(await refusalOf(call("recordSales", batch))).toBe(
    "NotFound sales[2].product_id: there is no product 404",
  );
  const invalid = { sales: [good, { ...good, quantity: -1 }], allOrNothing: true };
  expect(await refusalOf(call("recordSales", invalid))).toContain(
    "InvalidArgument sales[1].quantity: ",
  );
  const refusal = await call("recordSales", invalid).catch(ConnectError.from);
  const violations = refusal instanceof ConnectError ? listViolations(refusal) : [];
  expect(violations.map(({ field }) => field)).toEqual(["sales[1].quantity"]);
  expect(await total()).toBe(before);
  catalogue.isSilent = true;
  catalogue.put(12n, { price: "1.00" });
  await call("recordSales", { sales: [good, { productId: 12n, quantity: 1 }], allOrNothing: true });
  expect(await total()).toBe(before + 2);
  catalogue.isSilent = false;
});

test("gives reservations back when a batch of all or nothing fails", async () => {
  stock.onHand.set(1n, 100n);
  await expect.poll(() => sales.isFollowed()).toBe(true);
  const available = stock.available(1n);
  const batch = {
    sales: [
      { productId: 1n, quantity: 60, requireStock: true },
      { productId: 1n, quantity: 60, requireStock: true },
    ],
    allOrNothing: true,
  };
  expect(await refusalOf(call("recordSales", batch))).toContain(
    "FailedPrecondition sales[1].quantity",
  );
  expect(stock.available(1n)).toBe(available);
});

test.each([false, true])(
  "answers equal keys of one batch with one sale, all or nothing: %s",
  async (allOrNothing) => {
    const key = (idempotencyKey: string, quantity = 1) => ({
      productId: 1n,
      quantity,
      idempotencyKey,
    });
    const name = `twin-${allOrNothing}`;
    const { results } = await call("recordSales", {
      sales: [key(name), key(`${name}-other`), key(name)],
      allOrNothing,
    });
    const ids = results.map(({ result }) => (result.case === "sale" ? result.value.id : undefined));
    expect(ids[2]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(2);
    const again = await call("recordSales", { sales: [key(`${name}-other`)], allOrNothing });
    expect(again.results[0]?.result.value).toMatchObject({ id: ids[1] });

    const contested = { sales: [key(`${name}-3`, 1), key(`${name}-3`, 2)], allOrNothing };
    if (allOrNothing) {
      expect(await refusalOf(call("recordSales", contested))).toContain(
        "AlreadyExists sales[1].idempotency_key: ",
      );
    } else {
      const outcome = await call("recordSales", contested);
      expect(outcome.results.map(({ result }) => result.case)).toEqual(["sale", "error"]);
    }
  },
);

test("lets batches with the same keys in other orders pass each other", async () => {
  const keyed = Array.from({ length: 200 }, (_, index) => ({
    productId: 1n,
    quantity: 1,
    idempotencyKey: `crossed-${index}`,
  }));
  const before = await total();
  const answers = await Promise.all(
    [keyed, keyed.toReversed(), keyed, keyed.toReversed()].map((batch, index) =>
      call("recordSales", { sales: batch, allOrNothing: index > 1 }),
    ),
  );
  for (const { results } of answers) {
    expect(results.every(({ result }) => result.case === "sale")).toBe(true);
  }
  expect(await total()).toBe(before + keyed.length);
});

test("makes keys of the batch's key and the sales' places", async () => {
  const before = await total();
  const good = { productId: 1n, quantity: 1 };
  const batch = {
    sales: [good, { ...good, idempotencyKey: "its-own" }, { ...good, quantity: 0 }, good],
    idempotencyKey: "batch",
  };
  const first = await call("recordSales", batch);
  expect(first.results.map(({ result }) => result.value)).toMatchObject([
    { idempotencyKey: "batch#0" },
    { idempotencyKey: "its-own" },
    { code: "invalid_argument" },
    { idempotencyKey: "batch#3" },
  ]);
  expect(await call("recordSales", batch)).toEqual(first);
  const mended = { ...batch, sales: batch.sales.with(2, good) };
  const second = await call("recordSales", mended);
  expect(second.results[0]).toEqual(first.results[0]);
  expect(second.results[2]?.result.value).toMatchObject({ idempotencyKey: "batch#2" });
  expect(await total()).toBe(before + 4);
  for (const allOrNothing of [false, true]) {
    const other = { ...mended, sales: [...mended.sales.with(3, { ...good, quantity: 9 }), good] };
    expect(await refusalOf(call("recordSales", { ...other, allOrNothing }))).toContain("AlreadyE");
  }
  expect(await total()).toBe(before + 4);
  const longKey = { ...batch, idempotencyKey: "k".repeat(191) };
  expect(await refusalOf(call("recordSales", longKey))).toContain(
    "InvalidArgument idempotency_key",
  );
});

test.each([false, true])(
  "answers twenty equal batches at once with one result, all or nothing: %s",
  async (allOrNothing) => {
    const before = await total();
    const sales = Array.from({ length: 50 }, (_, index) => ({
      productId: 1n,
      quantity: index + 1,
    }));
    const batch = { sales, allOrNothing, idempotencyKey: `at-once-${allOrNothing}` };
    const answers = await Promise.all(Array.from({ length: 20 }, () => call("recordSales", batch)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await total()).toBe(before + 50);
  },
);

test("adds what is known while the catalogue is away, and says of the rest that it is", async () => {
  catalogue.isAway = true;
  const { results } = await call("recordSales", {
    sales: [
      { productId: 1n, quantity: 1 },
      { productId: 90n, quantity: 1 },
      { sku: "BEAR", quantity: 1 },
      { sku: "UNHEARD", quantity: 1 },
    ],
  });
  expect(results.map(({ result }) => result.value)).toMatchObject([
    { quantity: 1 },
    { code: "unavailable", message: expect.stringMatching(/^sales\[1\]: the catalogue/) },
    { quantity: 1 },
    { code: "unavailable", message: expect.stringMatching(/^sales\[3\]: the catalogue/) },
  ]);
  const all = {
    sales: [
      { productId: 1n, quantity: 1 },
      { productId: 90n, quantity: 1 },
    ],
    allOrNothing: true,
  };
  const before = await total();
  expect(await refusalOf(call("recordSales", all))).toContain("Unavailable the catalogue");
  expect(await total()).toBe(before);
  catalogue.isAway = false;
});
