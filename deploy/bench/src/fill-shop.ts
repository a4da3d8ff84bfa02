import { type Backroom, connectBackroom } from "@backroom/import/connect";
import { waitForMirror } from "@backroom/import/wait-for-mirror";

const productCount = 500;
const batchSize = 1000;
const channels = ["web", "amazon", "walmart", "default"];

/** Fills a shop with products, and with sales spread over three years; answers the products' ids. */
export async function fillShop(
  address: { url: string; key: string },
  salesCount: number,
): Promise<number[]> {
  const backroom = connectBackroom(address);
  const ids: bigint[] = [];
  for (let index = 0; index < productCount; index += 1) {
    const { product } = await backroom.catalog.createProduct({
      name: `Product ${index + 1}`,
      description: "Something that a shop sells, described in about as many words as usual.",
      category: `Category ${(index % 12) + 1}`,
      price: `${5 + (index % 90)}.95`,
      sku: `BENCH-${index + 1}`,
    });
    if (product) ids.push(product.id);
  }
  const starts = Array.from(
    { length: Math.ceil(salesCount / batchSize) },
    (_, index) => index * batchSize,
  );
  await Promise.all([1, 2].map(() => recordBatches(backroom, starts, salesCount, ids)));
  await waitForMirror(backroom);
  return ids.map(Number);
}

/** Records batches until none is left. */
async function recordBatches(
  { sales }: Backroom,
  starts: number[],
  total: number,
  ids: readonly bigint[],
): Promise<void> {
  for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
    const count = Math.min(batchSize, total - start);
    const batch = Array.from({ length: count }, (_, offset) =>
      makeSale(start + offset, total, ids),
    );
    await sales.recordSales({ sales: batch, allOrNothing: true });
  }
}

const firstMs = Date.UTC(2022, 5, 1);
const spanMs = Date.UTC(2025, 5, 1) - firstMs;

/** Makes up the sale of a number: evenly spread over time, by a fixed scramble over products. */
function makeSale(index: number, total: number, ids: readonly bigint[]) {
  const scramble = Math.imul(index + 1, 2_654_435_761) >>> 0;
  return {
    productId: ids[scramble % ids.length],
    quantity: 1 + (scramble % 4),
    channel: channels[(scramble >>> 8) % channels.length],
    saleDate: new Date(firstMs + Math.floor((index / total) * spanMs)).toISOString(),
    historical: true,
  };
}
