import { Migration } from "@mikro-orm/migrations";

/**
 * Whether the last session of the mirror ended with nothing on its way to ClickHouse. After one that
 * did not, as when its process was killed, a batch may still arrive, and the next session waits.
 */
export class RememberMirrorSession extends Migration {
  override up(): void {
    this.addSql(
      "create table mirror_session (single boolean primary key default true check (single), is_over boolean not null)",
    );
  }
}
