import { Migration } from "@mikro-orm/migrations";

/**
 * Gives the copied products and categories a position of their last change, as the rows of the
 * ledger have, so that the mirror reads all three in the same way.
 */
export class MarkCatalogueChanges extends Migration {
  override up(): void {
    this.addSql(`create function mark_change() returns trigger language plpgsql set search_path from current as $$
      begin
        new.epoch := (select max(epoch) from epoch);
        new.xid := pg_current_xact_id();
        return new;
      end
    $$`);
    for (const table of ["category", "product"]) {
      this.addSql(
        `alter table ${table} add column epoch integer not null default 1, add column xid xid8 not null default pg_current_xact_id()`,
      );
      this.addSql(`create index ${table}_position on ${table} (epoch, xid, id)`);
      this.addSql(
        `create trigger mark_change before insert or update on ${table} for each row execute function mark_change()`,
      );
    }
  }
}
