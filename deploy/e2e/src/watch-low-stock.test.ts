import { expect, test } from "vitest";
import { makeItem } from "./testing/make-item.ts";
import { rest, send } from "./testing/rest.ts";
import { watches } from "./testing/watch-low-stock.ts";

test.each(watches)(
  "%s tells of sales that make an item low, and goes on where it was",
  async (_name, watch) => {
    const { product, item } = await makeItem();
    const productId = BigInt(product.id);
    const leave = new AbortController();
    const signal = AbortSignal.any([leave.signal, AbortSignal.timeout(30_000)]);
    /** Begins to watch; the first message says where. */
    const begin = async (more: { after?: string; lowStock?: boolean } = {}) => {
      const stream = watch({ productId, ...more }, signal)[Symbol.asyncIterator]();
      const { value } = await stream.next();
      expect(value.event).toBeUndefined();
      return { stream, position: value.position as string };
    };
    /** The next message with an event. */
    const next = async (stream: Awaited<ReturnType<typeof begin>>["stream"]) => {
      for (;;) {
        const { value } = await stream.next();
        if (value.event) return value;
      }
    };
    try {
      const { stream, position: start } = await begin();
      const body = { product_id: product.id, channel: "web" };
      const sale = await send("POST", "/sales", { ...body, quantity: 16 });
      const low = await next(stream);
      expect(low.event).toMatchObject({
        inventoryId: item.id,
        productId,
        productName: product.name,
        channel: "web",
        quantity: 4n,
        reorderLevel: 5n,
        lowStock: true,
        saleId: BigInt(sale.id),
      });
      await send("PUT", `/inventory/${item.id}`, { quantity: 30 });
      const risen = await next(stream);
      expect(risen.event).toMatchObject({ quantity: 30n, lowStock: false });
      expect(risen.event.saleId).toBeUndefined();
      expect(await next((await begin({ after: start })).stream)).toEqual(low);
      expect(await next((await begin({ after: low.position })).stream)).toEqual(risen);
      await send("POST", "/sales", { ...body, quantity: 25 });
      const again = await next((await begin({ after: low.position, lowStock: true })).stream);
      expect(again.event).toMatchObject({ quantity: 5n, lowStock: true });
      expect(await next(stream)).toEqual(again);
    } finally {
      leave.abort();
    }
  },
);

test("a position that low stock has not reached is refused", async () => {
  const answer = await rest("GET", "/inventory/stock/low-stock/events?after=999999999999");
  expect(answer).toMatchObject({ status: 400, body: { code: "out_of_range" } });
  expect(answer.body.message).toMatch(/^after: /);
});
