import type { Client } from "pg";

const adjectives =
  "Amber,Antique,Blue,Bold,Bright,Classic,Compact,Cosy,Crimson,Dark,Deluxe,Elegant,Fine,Fresh,Gentle,Golden,Grand,Green,Handmade,Heavy,Ivory,Large,Light,Little,Modern,Narrow,Plain,Polished,Quiet,Red,Round,Rustic,Silver,Sleek,Small,Soft,Sturdy,Tall,White,Wide";
const materials =
  "Bamboo,Brass,Bronze,Ceramic,Copper,Cork,Cotton,Crystal,Glass,Granite,Iron,Leather,Linen,Marble,Oak,Paper,Pine,Silk,Steel,Wool";
const things =
  "Apron,Basket,Bench,Blanket,Board,Bookend,Bottle,Bowl,Box,Brush,Bucket,Cabinet,Candle,Carpet,Chair,Chest,Clock,Cup,Curtain,Cushion,Desk,Drawer,Fork,Frame,Glove,Hammer,Hat,Hook,Jar,Jug,Kettle,Knife,Ladder,Lamp,Lantern,Mat,Mirror,Mug,Pan,Pen,Pillow,Plate,Pot,Rack,Ruler,Scarf,Shelf,Shirt,Sofa,Spoon,Stool,Table,Towel,Tray,Trivet,Trunk,Vase,Wallet,Whisk,Wreath";

/** How many categories the products are spread over. */
export const categoryCount = 100;

/**
 * Adds made-up products to an empty catalogue: names of three words out of 120
 * and a number, each with a SKU, one in fifty archived.
 *
 * @param client in the role that owns the schema `catalog`.
 */
export async function fillProducts(client: Client, count: number): Promise<void> {
  await client.query(
    "insert into catalog.category (name) select 'Category ' || n from generate_series(1, $1::int) n",
    [categoryCount],
  );
  await client.query(
    `with word as (
      select string_to_array($1, ',') as adjectives, string_to_array($2, ',') as materials,
        string_to_array($3, ',') as things
    ), scrambled as (
      select n, ('x' || substr(md5(n::text), 1, 8))::bit(32)::bigint as hash,
        ('x' || substr(md5(n::text), 9, 8))::bit(32)::bigint as other from generate_series(1, $4::int) n
    )
    insert into catalog.product (name, description, price, category_id, sku, archived)
    select concat_ws(' ', adjectives[1 + hash % 40], materials[1 + hash / 40 % 20],
        things[1 + hash / 800 % 60], 100 + hash / 48000 % 9900),
      'Something that a shop sells, described in about as many words as usual.',
      1 + hash % 10000 / 100.0, 1 + other % $5, upper(to_hex(hash % 65536)) || '-' || n, other / 1000 % 50 = 0
    from scrambled, word order by n`,
    [adjectives, materials, things, count, categoryCount],
  );
  await client.query("vacuum analyze catalog.product");
}
