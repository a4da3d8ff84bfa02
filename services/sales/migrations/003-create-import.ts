import { Migration } from "@mikro-orm/migrations";

/** How far each import has come, and which of its rows were refused. */
export class CreateImport extends Migration {
  override up(): void {
    this.addSql(`create table import (
      import_id text primary key,
      position bigint not null default 0 check (position >= 0),
      added bigint not null default 0,
      unchanged bigint not null default 0,
      refused bigint not null default 0,
      begun_at timestamptz(3) not null default clock_timestamp(),
      updated_at timestamptz(3) not null default clock_timestamp(),
      recorded_by text not null
    )`);
    this.addSql("create index import_updated_at on import (updated_at)");
    this.addSql(`create table import_refusal (
      import_id text not null references import (import_id) on delete cascade,
      "row" bigint not null,
      code text not null,
      message text not null,
      primary key (import_id, "row")
    )`);
  }
}
