import { randomUUID } from "node:crypto";
import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Tally } from "../report/tally.ts";
import type { StockRow } from "../rows/parse-stock.ts";
import type { Row } from "../rows/read-rows.ts";
import type { Backroom } from "./connect.ts";
import type { CatalogueIndex } from "./index-catalogue.ts";
import { readRefusal } from "./read-refusal.ts";
import { type Patience, retry } from "./retry.ts";
import { runConcurrently } from "./run-concurrently.ts";

/** Creates the stock items that are new and changes those whose quantity or reorder level differs. */
export async function loadStock(
  backroom: Backroom,
  index: CatalogueIndex,
  rows: AsyncIterable<Row<StockRow>> | Iterable<Row<StockRow>>,
  tally: Tally,
  signal?: AbortSignal,
): Promise<void> {
  const patience = { maxElapsedMs: 60_000, signal };
  const items = await indexItems(backroom, patience);

  /** Brings one item up to date. */
  async function loadItem(
    row: StockRow,
    productId: bigint,
  ): Promise<"created" | "updated" | "unchanged"> {
    const { inventory } = backroom;
    const { channel, quantity, reorderLevel } = row;
    const present = items.get(`${productId} ${channel}`);
    const idempotencyKey = `import-${randomUUID()}`;
    if (!present) {
      const request = { productId, channel, quantity, reorderLevel, idempotencyKey };
      await retry(() => inventory.createItem(request, { signal }), patience);
      return "created";
    }
    const inventoryId = present.id;
    const isCounted = present.quantity !== quantity;
    const isLevelled = reorderLevel !== undefined && present.reorderLevel !== reorderLevel;
    if (isCounted) {
      const request = { inventoryId, quantity, comment: "import", idempotencyKey };
      await retry(() => inventory.setItemQuantity(request, { signal }), patience);
    }
    if (isLevelled) {
      const request = { inventoryId, reorderLevel };
      await retry(() => inventory.updateItem(request, { signal }), patience);
    }
    return isCounted || isLevelled ? "updated" : "unchanged";
  }

  await runConcurrently(rows, 8, async ({ line, value }) => {
    const productId = findProduct(index, value);
    if (productId === undefined) {
      tally.fail(line, `sku: there is no product "${value.sku}"`);
      return;
    }
    try {
      const outcome = await loadItem(value, productId);
      if (outcome === "created") tally.created += 1;
      else if (outcome === "updated") tally.updated += 1;
      else tally.unchanged += 1;
    } catch (error) {
      tally.fail(line, readRefusal(error));
    }
  });
}

/** Finds the id of the product that a row is about; undefined for an unknown SKU. */
function findProduct(index: CatalogueIndex, row: StockRow): bigint | undefined {
  return row.sku === undefined ? row.productId : index.bySku.get(row.sku)?.id;
}

/** Reads all stock items, by product and channel. */
async function indexItems(
  { inventory }: Backroom,
  patience: Patience,
): Promise<Map<string, Pick<Item, "id" | "quantity" | "reorderLevel">>> {
  const items = new Map<string, Pick<Item, "id" | "quantity" | "reorderLevel">>();
  let pageToken = "";
  do {
    const request = { limit: 1000, pageToken };
    const page = await retry(() => inventory.listItems(request), patience);
    for (const { id, productId, channel, quantity, reorderLevel } of page.items) {
      items.set(`${productId} ${channel}`, { id, quantity, reorderLevel });
    }
    pageToken = page.nextPageToken;
  } while (pageToken);
  return items;
}
