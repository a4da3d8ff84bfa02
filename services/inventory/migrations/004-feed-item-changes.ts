import { Migration } from "@mikro-orm/migrations";

/**
 * Stamps each item with the transaction that wrote it last, whoever writes, so that changes can be
 * read in the order of commits. A transaction that locked an item later cannot have begun to write
 * before one whose change was read already, so of two states that were read the later has the higher stamp.
 */
export class FeedItemChanges extends Migration {
  override up(): void {
    this.addSql(
      "alter table item add column changed_xid xid8 not null default pg_current_xact_id()",
    );
    this.addSql("create index item_changed on item (changed_xid, id)");
    this.addSql(`create function stamp_item() returns trigger language plpgsql as $$
      begin
        new.changed_xid := pg_current_xact_id();
        return new;
      end $$`);
    this.addSql(
      "create trigger stamp before update on item for each row execute function stamp_item()",
    );
    this.addSql(`create table feed_origin (
      single boolean primary key default true check (single),
      system_identifier bigint not null
    )`);
    this.addSql(
      "insert into feed_origin (system_identifier) select system_identifier from pg_control_system()",
    );
  }
}
