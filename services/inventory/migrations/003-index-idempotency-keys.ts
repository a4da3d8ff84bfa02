import { Migration } from "@mikro-orm/migrations";

/** The index along which old idempotency keys are forgotten. */
export class IndexIdempotencyKeys extends Migration {
  override up(): void {
    this.addSql("create index idempotency_key_recorded_at on idempotency_key (recorded_at)");
  }
}
