import { expect, test } from "vitest";
import { makeProduct, uniqueName } from "./testing/make-product.ts";
import { rest, send } from "./testing/rest.ts";
import { watches } from "./testing/watch-revenue.ts";

const days = { startDate: "2013-05-01", endDate: "2013-05-31" };

test("GET /sales/summary answers the figures of a month and how they changed", async () => {
  const { id } = await makeProduct({ name: uniqueName("Kettle"), price: "12.50" });
  const sale = { product_id: id, quantity: 1, channel: "web" };
  await send("POST", "/sales/batch", {
    sales: [
      { ...sale, sale_date: "2013-04-02T12:00:00Z", quantity: 2 },
      { ...sale, sale_date: "2013-05-04T01:00:00Z" },
      { ...sale, sale_date: "2013-05-31T23:59:59.999Z", quantity: 2, total_amount: "20.0001" },
    ],
  });
  const query = `product_id=${id}&start_date=2013-05-01&end_date=2013-05-31&day_start=03:00&fresh=true`;
  const { status, exact } = await rest("GET", `/sales/summary?${query}`);
  expect(status).toBe(200);
  expect(exact).toMatchObject({
    current: {
      revenue: "32.5001",
      units: "3",
      sales: "2",
      average_sale: "16.25",
      best_day: { period: "2013-05-31", revenue: "20.0001" },
    },
    previous: { revenue: "25.00", sales: "1" },
    changes: { revenue: { absolute: "7.5001", percent: "30.00" } },
    range: { start: "2013-05-01T03:00:00Z", end: "2013-06-01T03:00:00Z" },
  });
  const by = await rest("GET", `/sales/breakdown?by=weekday&${query}&against=previous_period`);
  expect(by.exact.items.map((item: { revenue: string }) => item.revenue)).toEqual([
    "0.00",
    "0.00",
    "0.00",
    "0.00",
    "32.5001",
    "0.00",
    "0.00",
  ]);
  expect(by.exact.items[1]).toMatchObject({ name: "Tuesday", previous_revenue: "25.00" });
});

test.each(watches)(
  "%s tells the summary at once, after each sale, and begun again",
  async (_name, watch) => {
    const { id } = await makeProduct({ name: uniqueName("Kettle"), price: "12.50" });
    const leave = new AbortController();
    const signal = AbortSignal.any([leave.signal, AbortSignal.timeout(50_000)]);
    const begin = () => watch(BigInt(id), days, signal);
    /** Reads until so much was taken. */
    const readUntil = async (stream: ReturnType<typeof begin>, amount: string) => {
      for (;;) {
        const { done, value } = await stream.next();
        if (done) throw new Error("the stream has ended");
        if (value.revenue === amount) return value;
      }
    };
    try {
      const stream = begin();
      await readUntil(stream, "0.00");
      const body = { product_id: id, quantity: 1, sale_date: "2013-05-18" };
      const sale = await send("POST", "/sales", body);
      expect(await readUntil(stream, "12.50")).toMatchObject({
        sales: "1",
        averageSale: "12.50",
        bestDay: "2013-05-18",
        previousRevenue: "0.00",
      });
      await send("POST", `/sales/${sale.id}/void`, {});
      await readUntil(stream, "0.00");
      await send("POST", "/sales", { ...body, quantity: 2 });
      await readUntil(begin(), "25.00");
      await readUntil(stream, "25.00");
    } finally {
      leave.abort();
    }
  },
);

test("a watch of no possible range is refused", async () => {
  const answer = await rest("GET", "/sales/summary/events?start_date=2013-02-30");
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_argument" } });
  expect(answer.body.message).toMatch(/^start_date: /);
});
