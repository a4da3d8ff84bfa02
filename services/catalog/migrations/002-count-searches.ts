import { Migration } from "@mikro-orm/migrations";

/**
 * What searching is done with: the text of each product that is searched, and how many products
 * contain a pattern. Whoever writes products only adds rows to `search_change`, so that nobody waits
 * for a count; at every moment the number of products is `search_total` plus what is in
 * `search_change`, and both are changed in one transaction when the one is added to the other.
 */
export class CountSearches extends Migration {
  override up(): void {
    this.addSql("drop index if exists product_search");
    this.addSql(
      "alter table product add column search text not null generated always as (lower(name) || chr(1) || coalesce(lower(sku), '')) stored",
    );
    this.addSql(`create table search_total (
      pattern text collate "C",
      archived boolean,
      total bigint not null,
      primary key (pattern, archived)
    )`);
    this.addSql(
      "create index search_total_kept on search_total (pattern) where length(pattern) > 3",
    );
    this.addSql(`create table search_change (
      id bigint generated always as identity primary key,
      sign integer not null check (sign in (-1, 1)),
      archived boolean not null,
      search text not null
    )`);
    // Rows are taken out a second after they were added: dead ones must not pile up.
    this.addSql(
      "alter table search_change set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)",
    );
    this.addSql(
      "insert into search_change (sign, archived, search) select 1, archived, search from product",
    );
    this.addSql(`create function note_added_searches() returns trigger language plpgsql set search_path from current as $$
      begin
        insert into search_change (sign, archived, search) select 1, archived, search from added;
        return null;
      end $$`);
    this.addSql(`create function note_removed_searches() returns trigger language plpgsql set search_path from current as $$
      begin
        insert into search_change (sign, archived, search) select -1, archived, search from removed;
        return null;
      end $$`);
    this.addSql(`create function note_changed_search() returns trigger language plpgsql set search_path from current as $$
      begin
        insert into search_change (sign, archived, search)
        values (-1, old.archived, old.search), (1, new.archived, new.search);
        return null;
      end $$`);
    this.addSql(
      "create trigger note_added after insert on product referencing new table as added for each statement execute function note_added_searches()",
    );
    this.addSql(
      "create trigger note_removed after delete on product referencing old table as removed for each statement execute function note_removed_searches()",
    );
    this.addSql(
      `create trigger note_changed after update on product for each row
       when (old.search <> new.search or old.archived <> new.archived) execute function note_changed_search()`,
    );
  }
}
