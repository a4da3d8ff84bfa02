import { idempotencyKeyTable } from "@backroom/kit";
import { Migration } from "@mikro-orm/migrations";

/** Stock items, their history, what is reserved, and which movements met no item. */
export class CreateStock extends Migration {
  override up(): void {
    this.addSql(`create table item (
      id uuid primary key default uuidv7(),
      product_id bigint not null check (product_id > 0),
      channel text not null check (length(channel) between 1 and 64),
      quantity bigint not null,
      reorder_level bigint not null default 0 check (reorder_level >= 0),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      constraint item_product_channel unique (product_id, channel) include (quantity, updated_at)
    )`);
    this.addSql("create index item_channel on item (channel, id)");
    this.addSql("create index item_low on item (id) where quantity <= reorder_level");
    this.addSql(`create table history (
      id bigint generated always as identity primary key,
      inventory_id uuid not null references item (id),
      product_id bigint not null,
      change_qty bigint not null,
      quantity bigint not null,
      reason text not null check (reason in ('RECEIVED', 'RETURNED', 'DAMAGED', 'LOST', 'COUNTED',
        'TRANSFERRED', 'CORRECTION', 'SALE', 'REFUND', 'VOID')),
      comment text,
      actor text not null,
      sale_id bigint,
      recorded_at timestamptz(3) not null default clock_timestamp(),
      constraint ledger_reason_has_sale
        check ((reason in ('SALE', 'REFUND', 'VOID')) = (sale_id is not null))
    )`);
    this.addSql("create index history_inventory_id on history (inventory_id, id desc)");
    this.addSql("create index history_product_id on history (product_id, id desc)");
    this.addSql(
      "create unique index history_sale_id on history (sale_id) where sale_id is not null",
    );
    // A sale that met no item must not move stock when it is sent again after an item was made.
    this.addSql("create table untracked_movement (sale_id bigint primary key)");
    this.addSql(`create table reservation (
      id uuid primary key,
      inventory_id uuid not null references item (id),
      quantity bigint not null check (quantity > 0),
      expires_at timestamptz(3) not null
    )`);
    this.addSql("create index reservation_inventory_id on reservation (inventory_id)");
    this.addSql("create index reservation_expires_at on reservation (expires_at)");
    this.addSql(idempotencyKeyTable);
  }
}
