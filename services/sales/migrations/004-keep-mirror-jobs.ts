import { Migration } from "@mikro-orm/migrations";

/**
 * What the mirror is asked to do, how its tables were found to differ from the ledger, and whether
 * the process that mirrors has left in good order. All this outlives that process: the next one goes
 * on with an unfinished job, knows of unrepaired damage, and whether a batch may still be on its way.
 */
export class KeepMirrorJobs extends Migration {
  override up(): void {
    this.addSql(`create table mirror_job (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('REBUILD', 'RECONCILE')),
      requested_by text not null,
      requested_at timestamptz(3) not null default clock_timestamp(),
      attempts integer not null default 0,
      progress text not null default 'waiting for the process that mirrors',
      finished_at timestamptz(3),
      outcome text check (outcome in ('DONE', 'EQUAL', 'REPAIRED', 'FAILED')),
      constraint finished_has_outcome check ((finished_at is null) = (outcome is null))
    )`);
    this.addSql("create index mirror_job_open on mirror_job (id) where finished_at is null");
    this.addSql(`create table mirror_difference (
      id bigint generated always as identity primary key,
      found_at timestamptz(3) not null default clock_timestamp(),
      job_id bigint references mirror_job (id),
      table_name text not null,
      place text not null,
      expected text not null,
      found text not null,
      repaired_at timestamptz(3)
    )`);
    this.addSql("create index mirror_difference_job_id on mirror_difference (job_id, id)");
    this.addSql(
      "create index mirror_difference_open on mirror_difference (table_name) where repaired_at is null",
    );
    this.addSql(
      "create table mirror_leader (single boolean primary key default true check (single), has_left boolean not null)",
    );
  }
}
