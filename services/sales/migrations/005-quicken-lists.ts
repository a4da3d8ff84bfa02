import { Migration } from "@mikro-orm/migrations";

/**
 * What lists of many products' sales, and of few refunds among many sales, are found by: the products
 * of a category without a look at each, and refunds and voids by date.
 */
export class QuickenLists extends Migration {
  override up(): void {
    this.addSql("create index product_member on product (category_id, id)");
    this.addSql("drop index product_category_id");
    this.addSql("create index sale_taken_back on sale (kind, sale_date, id) where kind <> 'SALE'");
  }
}
