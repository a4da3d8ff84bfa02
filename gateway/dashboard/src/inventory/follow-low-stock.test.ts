import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { followLowStock } from "./follow-low-stock.ts";

type Answer = { readonly id?: bigint; readonly position: string };

/** Follows a server that answers these streams one after the other, then ends it. */
async function follow(streams: readonly (readonly Answer[] | Code)[]) {
  const stop = new AbortController();
  const asked: (string | undefined)[] = [];
  const seen: unknown[] = [];
  const transport = createRouterTransport(({ service }) => {
    service(InventoryService, {
      async *watchLowStock({ after }) {
        const stream = streams[asked.length];
        asked.push(after);
        if (stream === undefined) return stop.abort();
        if (typeof stream === "number") throw new ConnectError("refused", stream);
        for (const { id, position } of stream) {
          yield { position, ...(id !== undefined && { event: { id } }) };
        }
      },
    });
  });
  await followLowStock({
    client: createClient(InventoryService, transport),
    signal: stop.signal,
    onEvent: ({ id }) => seen.push(id),
    onLive: (isLive) => seen.push(isLive ? "live" : "cut"),
    onGap: () => seen.push("gap"),
    pause: async (ms) => void seen.push(ms),
  });
  return { asked, seen };
}

test("goes on after the last position when the stream was cut", async () => {
  const { asked, seen } = await follow([
    [{ position: "5" }, { id: 6n, position: "6" }],
    [{ id: 7n, position: "7" }],
  ]);
  expect(asked).toEqual([undefined, "6", "7"]);
  expect(seen).toEqual(["live", "live", 6n, "cut", 500, "live", 7n, "cut", 500]);
});

test("waits longer each time while there is no server", async () => {
  const { asked, seen } = await follow([Code.Unavailable, Code.Unavailable, [{ position: "5" }]]);
  expect(asked).toEqual([undefined, undefined, undefined, "5"]);
  expect(seen).toEqual(["cut", 500, "cut", 1_000, "live", "cut", 500]);
});

test("begins now, and says so, when its place is forgotten", async () => {
  const { asked, seen } = await follow([[{ position: "5" }], Code.OutOfRange]);
  expect(asked).toEqual([undefined, "5", undefined]);
  expect(seen).toEqual(["live", "cut", 500, "gap", "cut", 500 * 2]);
});

test("ends when the key is refused", async () => {
  const { asked, seen } = await follow([Code.Unauthenticated]);
  expect(asked).toEqual([undefined]);
  expect(seen).toEqual(["cut"]);
});
