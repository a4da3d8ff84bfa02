import { divideRounded, parseDecimal } from "@backroom/kit";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { startSales } from "../testing/start-sales.ts";

const sales = await startSales();
afterAll(() => sales.stop());

const { call, catalogue, refusalOf, stock } = sales;
const bear = { productId: 1n, quantity: 1 };
const count = async (where: string) =>
  Number((await sales.pool.query(`select count(*) from sales.sale where ${where}`)).rows[0].count);

test("records a sale at the catalogue's price", async () => {
  const { sale } = await call("recordSale", { productId: 1n, quantity: 3 });
  expect(sale).toMatchObject({
    kind: 1,
    productId: 1n,
    sku: "BEAR",
    productName: "Product 1",
    category: "Toys",
    channel: "default",
    quantity: 3,
    price: "19.99",
    totalAmount: "59.97",
    recordedBy: "test",
  });
  const got = await call("getSale", { saleId: sale?.id ?? 0n });
  expect(got.sale).toEqual({
    ...sale,
    refundedQuantity: 0,
    refundedAmount: "0.00",
    voided: false,
    refunds: { $typeName: "backroom.sales.v1.Reversals", items: [], total: 0n },
  });
});

test.each([
  [{ quantity: 3, price: "1.5" }, "1.50", "4.50"],
  [{ quantity: 3, totalAmount: "10" }, "3.3333", "10.00"],
  [{ quantity: 2, totalAmount: "0.0001" }, "0.0001", "0.0001"],
  [{ quantity: 3, price: "5", totalAmount: "12.3456" }, "5.00", "12.3456"],
  [{ quantity: 3, price: "0" }, "0.00", "0.00"],
  [
    { quantity: 1, totalAmount: "99999999999999.9999" },
    "99999999999999.9999",
    "99999999999999.9999",
  ],
])("makes the amounts of %o", async (amounts, price, totalAmount) => {
  const { sale } = await call("recordSale", { productId: 1n, ...amounts });
  expect(sale).toMatchObject({ price, totalAmount });
});

test.each([
  [
    { quantity: 3, price: "5", totalAmount: "15.0001" },
    "InvalidArgument total_amount: must not be above price x quantity",
  ],
  [
    { quantity: 1_000_000_000, price: "100000" },
    "InvalidArgument quantity: price x quantity must have at most fourteen digits before the point",
  ],
  [{ quantity: 0 }, "InvalidArgument quantity: "],
  [{ quantity: 1, price: "-1" }, "InvalidArgument price: "],
  [{ quantity: 1, price: "1.00001" }, "InvalidArgument price: "],
  [{ quantity: 1, saleDate: "2025-02-30" }, "InvalidArgument sale_date: "],
  [{ quantity: 1, timeZone: "Mars/Olympus" }, "InvalidArgument time_zone: "],
  [{ quantity: 1, requireStock: true, historical: true }, "InvalidArgument require_stock: "],
  [{ quantity: 1, productId: 404n }, "NotFound product_id: there is no product 404"],
  [
    { quantity: 1, productId: undefined, sku: "bear" },
    'NotFound sku: there is no product with the SKU "bear"',
  ],
])("refuses %o and adds nothing", async (request, refusal) => {
  const before = await count("true");
  expect(await refusalOf(call("recordSale", { productId: 1n, ...request }))).toContain(refusal);
  expect(await count("true")).toBe(before);
});

test("refuses a catalogue price that makes the total too large", async () => {
  catalogue.put(7n, { price: "999999999999.00" });
  expect(await refusalOf(call("recordSale", { productId: 7n, quantity: 1_000_000 }))).toContain(
    "InvalidArgument quantity: price x quantity",
  );
});

test("keeps any amounts exactly", async () => {
  const units = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const write = (value: bigint) => `${value / 10_000n}.${String(value % 10_000n).padStart(4, "0")}`;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      fc.option(units, { nil: undefined }),
      fc.option(units, { nil: undefined }),
      async (quantity, price, total) => {
        const request = {
          productId: 1n,
          quantity,
          price: price === undefined ? undefined : write(price),
          totalAmount: total === undefined ? undefined : write(total),
        };
        const full = price === undefined ? undefined : price * BigInt(quantity);
        if (full !== undefined && total !== undefined && total > full) {
          expect(await refusalOf(call("recordSale", request))).toContain("total_amount");
          return;
        }
        const { sale } = await call("recordSale", request);
        const catalogued = 199_900n;
        const quotient = total === undefined ? catalogued : divideRounded(total, BigInt(quantity));
        const wantedPrice = price ?? quotient;
        expect(parseDecimal(sale?.price ?? "")).toBe(wantedPrice);
        expect(parseDecimal(sale?.totalAmount ?? "")).toBe(total ?? wantedPrice * BigInt(quantity));
      },
    ),
    { numRuns: 200 },
  );
});

test("answers the first sale to twenty that come at once with one key", async () => {
  const request = { ...bear, idempotencyKey: "at-once" };
  const answers = await Promise.all(Array.from({ length: 20 }, () => call("recordSale", request)));
  expect(new Set(answers.map(({ sale }) => sale?.id)).size).toBe(1);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await count("idempotency_key = 'at-once'")).toBe(1);
});

test("refuses a key that was used with another body, also at once", async () => {
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4].map((quantity) =>
      call("recordSale", { productId: 1n, quantity, idempotencyKey: "contested" }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(
    await refusalOf(call("recordSale", { ...bear, quantity: 9, idempotencyKey: "contested" })),
  ).toBe("AlreadyExists idempotency_key: was used before with another request");
});

test("shares the keys' namespace with refunds and voids", async () => {
  const { sale } = await call("recordSale", bear);
  const saleId = sale?.id ?? 0n;
  await call("refundSale", { saleId, quantity: 1, idempotencyKey: "shared" });
  expect(await refusalOf(call("recordSale", { ...bear, idempotencyKey: "shared" }))).toContain(
    "AlreadyExists idempotency_key",
  );
  await call("recordSale", { ...bear, idempotencyKey: "shared-too" });
  expect(await refusalOf(call("voidSale", { saleId, idempotencyKey: "shared-too" }))).toContain(
    "AlreadyExists idempotency_key",
  );
});

test("reads the date in the zone that is named", async () => {
  const { sale } = await call("recordSale", {
    ...bear,
    saleDate: "2025-05-18T12:00:00.5",
    timeZone: "Europe/Berlin",
  });
  expect(sale?.saleDate).toMatchObject({
    seconds: BigInt(Date.UTC(2025, 4, 18, 10) / 1000),
    nanos: 500_000_000,
  });
});

test("sells at a price from the moment that it was changed", async () => {
  catalogue.isSilent = true;
  catalogue.put(2n, { price: "1.00", sku: "CUP" });
  await call("recordSale", { productId: 2n, quantity: 1 });
  catalogue.put(2n, { price: "2.00" });
  const { sale } = await call("recordSale", { sku: "CUP", quantity: 2 });
  expect(sale).toMatchObject({ productId: 2n, price: "2.00", totalAmount: "4.00" });
  catalogue.isSilent = false;
});

test("goes on without the catalogue, but for what is new", async () => {
  catalogue.isAway = true;
  const { sale } = await call("recordSale", bear);
  expect(sale?.price).toBe("19.99");
  catalogue.put(3n, { price: "3.00" });
  expect(await refusalOf(call("recordSale", { productId: 3n, quantity: 1 }))).toContain(
    "Unavailable the catalogue",
  );
  catalogue.isAway = false;
  const learned = await call("recordSale", { productId: 3n, quantity: 1 });
  expect(learned.sale?.totalAmount).toBe("3.00");
});

test("sells the last pieces once each when stock is required", async () => {
  catalogue.put(4n, {});
  stock.onHand.set(4n, 5n);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      call("recordSale", { productId: 4n, quantity: 1, requireStock: true }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(
    await refusalOf(call("recordSale", { productId: 4n, quantity: 1, requireStock: true })),
  ).toContain("FailedPrecondition quantity: ");
  await expect.poll(() => stock.onHand.get(4n)).toBe(0n);
  expect(stock.available(4n)).toBe(0n);
});

test("reserves once for a retry, and gives back what was not sold", async () => {
  catalogue.put(5n, {});
  stock.onHand.set(5n, 10n);
  const request = { productId: 5n, quantity: 2, requireStock: true, idempotencyKey: "checkout" };
  const answers = await Promise.all([1, 2, 3].map(() => call("recordSale", request)));
  expect(new Set(answers.map(({ sale }) => sale?.id)).size).toBe(1);
  await expect.poll(() => stock.onHand.get(5n)).toBe(8n);
  expect((await call("recordSale", request)).sale).toEqual(answers[0]?.sale);
  expect(await refusalOf(call("recordSale", { ...request, quantity: 3 }))).toContain(
    "AlreadyExists",
  );
  await refusalOf(call("recordSale", { ...request, idempotencyKey: undefined, productId: 404n }));
  expect(stock.available(5n)).toBe(8n);
});

test("sells once to a checkout that many processes are asked for, and leaves nothing set aside", async () => {
  catalogue.put(6n, {});
  stock.onHand.set(6n, 10n);
  const other = await sales.startAnother();
  const key = (index: number) => ({
    productId: 6n,
    quantity: 1,
    requireStock: true,
    idempotencyKey: `everywhere-${index % 15}`,
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, index) =>
      (index % 4 < 2 ? call : other.call)("recordSale", key(index)),
    ),
  );
  await other.close();
  const sold = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [outcome.value.sale?.id] : [],
  );
  expect(new Set(sold).size).toBe(10);
  await expect.poll(() => stock.onHand.get(6n), { timeout: 30_000 }).toBe(0n);
  expect(stock.reservations.size).toBe(0);
});
