import { Migration } from "@mikro-orm/migrations";

/**
 * Searching is done by an index in the memory of every process of the catalogue, which follows
 * `changed_xid`: nothing is counted when products are written any more. A deletion, which no rpc
 * does, leaves a row that tells of it.
 */
export class SearchInMemory extends Migration {
  override up(): void {
    for (const name of ["note_added", "note_removed", "note_changed"]) {
      this.addSql(`drop trigger ${name} on product`);
    }
    for (const name of ["note_added_searches", "note_removed_searches", "note_changed_search"]) {
      this.addSql(`drop function ${name}`);
    }
    this.addSql("drop table search_total, search_change");
    this.addSql("drop index if exists product_search");
    this.addSql(`create table product_removal (
      product_id bigint not null,
      changed_xid xid8 not null default pg_current_xact_id(),
      primary key (changed_xid, product_id)
    )`);
    this.addSql(`create function note_removal() returns trigger language plpgsql set search_path from current as $$
      begin
        insert into product_removal (product_id) select id from removed on conflict do nothing;
        return null;
      end $$`);
    this.addSql(
      "create trigger note_removal after delete on product referencing old table as removed for each statement execute function note_removal()",
    );
    this.addSql(`create function refuse_truncation() returns trigger language plpgsql as $$
      begin
        raise 'products cannot be truncated, for nobody would be told: delete them';
      end $$`);
    this.addSql(
      "create trigger refuse_truncation before truncate on product for each statement execute function refuse_truncation()",
    );
  }
}
