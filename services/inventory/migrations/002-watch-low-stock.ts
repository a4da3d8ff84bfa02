import { Migration } from "@mikro-orm/migrations";

/**
 * Low-stock events, and the reservations that sales have used up.
 *
 * Events are numbered in the order of their commits: whoever writes one holds a lock from its
 * number to the end of the transaction, so no lower number can appear after a higher one. The order
 * of transaction ids would not do, for an item may be changed by an older transaction after a
 * younger one. The lock is taken last, when every item is locked already, and only on a crossing.
 */
export class WatchLowStock extends Migration {
  override up(): void {
    this.addSql(`create table low_stock_event (
      id bigint primary key,
      inventory_id uuid not null references item (id),
      product_id bigint not null,
      channel text not null,
      quantity bigint not null,
      reorder_level bigint not null,
      low_stock boolean not null,
      sale_id bigint,
      occurred_at timestamptz(3) not null
    )`);
    this.addSql("create index low_stock_event_occurred_at on low_stock_event (occurred_at)");
    this.addSql("create sequence low_stock_event_id owned by low_stock_event.id");
    this.addSql(`create function number_low_stock_event() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('number low-stock events', 0));
        new.id := nextval('low_stock_event_id');
        new.occurred_at := clock_timestamp();
        perform pg_notify('low_stock_event', '');
        return new;
      end $$`);
    this.addSql(
      "create trigger number before insert on low_stock_event for each row execute function number_low_stock_event()",
    );
    this.addSql(`create table low_stock_feed (
      single boolean primary key default true check (single),
      forgotten_id bigint not null default 0
    )`);
    this.addSql("insert into low_stock_feed default values");
    this.addSql(`create table used_reservation (
      id uuid primary key,
      inventory_id uuid not null references item (id),
      product_id bigint not null,
      quantity bigint not null,
      used_at timestamptz(3) not null default clock_timestamp()
    )`);
    this.addSql("create index used_reservation_used_at on used_reservation (used_at)");
  }
}
