import {
  type Backend,
  bindService,
  createCallMetrics,
  createLog,
  unavailable,
} from "@backroom/kit";
import {
  InventoryFeedService,
  type ItemChange,
  ItemChangeSchema,
} from "@backroom/proto/inventory/v1/feed_pb";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Registry } from "prom-client";

/** The nth item, of the nth product: what lies there, and on which channel, `web` when absent. */
type TestItem = readonly [nth: number, quantity: bigint, channel?: string];

/** An inventory in memory for tests that only feeds its items, behind the same chain as the real one. */
export class FakeItems {
  readonly backend: Backend;
  /** How many changes were answered. */
  answeredCount = 0;
  isAway = false;
  /** The cluster that it says it is. */
  origin = 7n;
  #items = new Map<string, ItemChange>();
  #lastXid = 0n;

  constructor() {
    const chain = {
      log: createLog("fake-items", "silent"),
      metrics: createCallMetrics(new Registry()),
    };
    const listItemChanges = async ({ after, limit = 1_000 }: AskedChanges) => {
      if (this.isAway) throw unavailable("the inventory is away");
      const fromBeginning = after !== undefined && after.origin !== this.origin;
      const { xid, inventoryId } = after && !fromBeginning ? after : { xid: 0n, inventoryId: "" };
      const changes = [...this.#items.values()]
        .filter((it) => it.xid > xid || (it.xid === xid && it.inventoryId > inventoryId))
        .sort((a, b) => Number(a.xid - b.xid) || (a.inventoryId < b.inventoryId ? -1 : 1))
        .slice(0, limit);
      this.answeredCount += changes.length;
      const last = changes.at(-1) ?? { xid, inventoryId };
      const position = { origin: this.origin, xid: last.xid, inventoryId: last.inventoryId };
      return { changes, position, fromBeginning };
    };
    this.backend = bindService(InventoryFeedService, { listItemChanges }, chain);
  }

  /** Changes items in one transaction: each gets this quantity. */
  put(...items: readonly TestItem[]): void {
    this.#lastXid += 1n;
    for (const [nth, quantity, channel = "web"] of items) {
      const change = { ...makeItem(nth), channel, quantity, xid: this.#lastXid };
      this.#items.set(change.inventoryId, create(ItemChangeSchema, change));
    }
  }

  /** Becomes another cluster, in which nothing but these items was ever written. */
  restore(origin: bigint, ...items: readonly TestItem[]): void {
    this.origin = origin;
    this.#items.clear();
    this.#lastXid = 0n;
    this.put(...items);
  }
}

interface AskedChanges {
  readonly after?:
    | { readonly origin: bigint; readonly xid: bigint; readonly inventoryId: string }
    | undefined;
  readonly limit?: number | undefined;
}

/** The nth item, of the nth product. Its id differs in the half that ClickHouse compares last. */
function makeItem(
  nth: number,
): MessageInitShape<typeof ItemChangeSchema> & { inventoryId: string } {
  const inventoryId = `${String(nth).padStart(8, "0")}-0000-7000-8000-${String(99_999_999 - nth).padStart(12, "0")}`;
  return { inventoryId, productId: BigInt(nth), reorderLevel: 5n };
}
