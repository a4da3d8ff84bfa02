import { InventoryFeedService } from "@backroom/proto/inventory/v1/feed_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { StockService } from "@backroom/proto/inventory/v1/stock_pb";
import type { DescMethodUnary, Message } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generateRequest } from "./testing/generate-request.ts";
import { startInventory } from "./testing/start-inventory.ts";

const { addItem, addProduct, call, query } = startInventory();

test("answers or refuses whatever is asked, and keeps quantity = sum of history", async () => {
  const known = [crypto.randomUUID(), "web", "default", "key"];
  for (let index = 0; index < 5; index += 1) known.push((await addItem(10n)).id);
  for (let index = 0; index < 5; index += 1) addProduct();
  const refusals = new Set<Code>();
  const answered = new Set<string>();
  const services = [InventoryService, StockService, InventoryFeedService];
  for (const method of services.flatMap((service) => service.methods)) {
    if (method.methodKind !== "unary") continue;
    const ask = async (request: Message) => {
      try {
        await call(method as DescMethodUnary, request);
        answered.add(method.name);
      } catch (error) {
        const { code } = ConnectError.from(error);
        expect([Code.Internal, Code.Unknown]).not.toContain(code);
        refusals.add(code);
      }
    };
    await fc.assert(fc.asyncProperty(generateRequest(method.input, known), ask), { numRuns: 200 });
  }
  expect(refusals).toContain(Code.InvalidArgument);
  expect(refusals).toContain(Code.NotFound);
  expect(answered.size).toBeGreaterThan(5);
  const wrong = await query(`
    select id from item where quantity <> (
      select sum(change_qty) from history where history.inventory_id = item.id
    )`);
  expect(wrong).toEqual([]);
});
