import { idempotencyKeyTable } from "@backroom/kit";
import { Migration } from "@mikro-orm/migrations";

/**
 * Categories and products. `changed_xid` is the transaction that last wrote a row, so that the feed
 * can be read in the order of commits; a trigger keeps it and `updated_at`, whoever writes.
 */
export class CreateCatalog extends Migration {
  override up(): void {
    this.addSql(`create table category (
      id bigint generated always as identity primary key,
      name text not null check (length(name) between 1 and 100),
      deleted boolean not null default false,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      changed_xid xid8 not null default pg_current_xact_id()
    )`);
    this.addSql("create unique index category_name on category (lower(name)) where not deleted");
    this.addSql("create index category_changed on category (changed_xid, id)");
    this.addSql(`create table product (
      id bigint generated always as identity primary key,
      name text not null check (length(name) between 1 and 200),
      description text check (length(description) between 1 and 10000),
      price numeric(19,4) not null check (price >= 0),
      category_id bigint not null references category (id),
      sku text check (length(sku) between 1 and 64),
      archived boolean not null default false,
      version integer not null default 1 check (version > 0),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      changed_xid xid8 not null default pg_current_xact_id()
    )`);
    this.addSql("create unique index product_sku on product (sku) where sku is not null");
    this.addSql("create index product_category_id on product (category_id, archived, id)");
    this.addSql("create index product_archived on product (archived, id)");
    this.addSql("create index product_changed on product (changed_xid, id)");
    this.addSql(`create function stamp_change() returns trigger language plpgsql as $$
      begin
        new.updated_at := clock_timestamp();
        new.changed_xid := pg_current_xact_id();
        return new;
      end $$`);
    this.addSql(`create function announce_change() returns trigger language plpgsql as $$
      begin
        perform pg_notify('catalog_changed', '');
        return null;
      end $$`);
    for (const table of ["category", "product"]) {
      this.addSql(
        `create trigger stamp before update on ${table} for each row
         when (old.changed_xid = new.changed_xid) execute function stamp_change()`,
      );
      this.addSql(
        `create trigger announce after insert or update on ${table} for each statement execute function announce_change()`,
      );
    }
    this.addSql(`create table feed_origin (
      id boolean primary key default true check (id),
      system_identifier bigint not null
    )`);
    this.addSql(
      "insert into feed_origin (system_identifier) select system_identifier from pg_control_system()",
    );
    this.addSql(idempotencyKeyTable);
    this.addSql("create index idempotency_key_recorded_at on idempotency_key (recorded_at)");
  }
}
