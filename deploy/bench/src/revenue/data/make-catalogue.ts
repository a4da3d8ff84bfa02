import { type Backroom, connectBackroom } from "@backroom/import/connect";
import { listProducts } from "./shop.ts";

const atATime = 8;

/** Makes the shop's products through the gateway, as a shop does; answers their ids in their order. */
export async function makeCatalogue(
  address: { readonly url: string; readonly key: string },
  say: (message: string) => void,
): Promise<number[]> {
  const backroom = connectBackroom(address);
  const products = listProducts();
  const ids: number[] = [];
  const left = products.entries();
  const makers = Array.from({ length: atATime }, async () => {
    for (const [index, product] of left) {
      ids[index] = await makeProduct(backroom, product);
      if (index % 500 === 499) say(`  ${index + 1} of ${products.length} products`);
    }
  });
  await Promise.all(makers);
  return ids;
}

/** Makes one product; answers its id. */
async function makeProduct(
  { catalog }: Backroom,
  { name, sku, category, priceCents }: ReturnType<typeof listProducts>[number],
): Promise<number> {
  const price = `${Math.floor(priceCents / 100)}.${String(priceCents % 100).padStart(2, "0")}`;
  const { product } = await catalog.createProduct({ name, sku, category, price });
  if (!product) throw new Error(`${name} was not made`);
  return Number(product.id);
}
