import { Migration } from "@mikro-orm/migrations";

/** The ledger, and this service's own copy of the catalogue. */
export class CreateLedger extends Migration {
  override up(): void {
    this.addSql(`create table category (
      id bigint primary key,
      name text not null,
      updated_at timestamptz not null,
      deleted boolean not null default false
    )`);
    this.addSql("create index category_name on category (lower(name)) where not deleted");
    this.addSql(`create table product (
      id bigint primary key,
      sku text,
      name text not null,
      category_id bigint not null references category (id),
      price numeric(19,4) not null check (price >= 0),
      archived boolean not null default false,
      version integer not null
    )`);
    this.addSql("create index product_category_id on product (category_id)");
    this.addSql("create index product_sku on product (sku) where sku is not null");
    this.addSql(
      "create table catalog_position (single boolean primary key default true check (single), position text not null)",
    );
    this.addSql(`create table epoch (
      epoch integer primary key check (epoch between 1 and 65535),
      system_identifier bigint not null,
      began_at timestamptz not null default now()
    )`);
    this.addSql(
      "insert into epoch (epoch, system_identifier) select 1, system_identifier from pg_control_system()",
    );
    this.addSql(`create table sale (
      id bigint generated always as identity primary key,
      epoch integer not null default 1,
      xid xid8 not null default pg_current_xact_id(),
      kind text not null check (kind in ('SALE', 'REFUND', 'VOID')),
      product_id bigint not null references product (id),
      channel text not null check (length(channel) between 1 and 64),
      quantity integer not null,
      unit_price numeric(19,4) not null check (unit_price >= 0),
      total_amount numeric(19,4) not null check (abs(total_amount) < 1e14),
      sale_date timestamptz(3) not null,
      order_ref text,
      idempotency_key text,
      request_hash bytea,
      refund_of bigint references sale (id),
      reason text,
      moves_stock boolean not null default true,
      reservation_id uuid,
      recorded_at timestamptz(3) not null default clock_timestamp(),
      recorded_by text not null,
      constraint sale_is_positive check (kind <> 'SALE' or (quantity > 0 and total_amount >= 0 and refund_of is null)),
      constraint refund_is_negative check (kind <> 'REFUND' or (quantity <= 0 and total_amount <= 0)),
      constraint void_undoes_a_sale check (kind <> 'VOID' or (quantity < 0 and total_amount <= 0 and refund_of is not null)),
      constraint date_in_bounds check (sale_date >= '1970-01-02' and sale_date < '2105-01-01')
    )`);
    this.addSql(
      "create unique index sale_idempotency_key on sale (idempotency_key) where idempotency_key is not null",
    );
    this.addSql("create unique index sale_void_once on sale (refund_of) where kind = 'VOID'");
    this.addSql("create index sale_position on sale (epoch, xid, id)");
    this.addSql("create index sale_date on sale (sale_date, id)");
    this.addSql("create index sale_product_id on sale (product_id, sale_date, id)");
    this.addSql("create index sale_channel on sale (channel, sale_date, id)");
    this.addSql("create index sale_refund_of on sale (refund_of) where refund_of is not null");
    this.addSql("create index sale_order_ref on sale (order_ref) where order_ref is not null");
    this.addSql(
      "create table stock_position (single boolean primary key default true check (single), epoch integer not null, xid xid8 not null, id bigint not null)",
    );
  }
}
