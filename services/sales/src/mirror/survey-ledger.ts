import type { Client } from "pg";
import type { Position } from "../ledger/position.ts";
import type { MirrorJob } from "./mirror-job.ts";

/** What can be read of the ledger at one moment. */
export interface Survey {
  /** The moment, on PostgreSQL's clock, in milliseconds since 1970: all that had been committed by then was seen. */
  readonly atMs: number;
  /** The last position of each feed that can be read. */
  readonly heads: {
    readonly category: Position;
    readonly product: Position;
    readonly sale: Position;
  };
  /** Whether rows have been committed that must wait, because an older transaction is still open. */
  readonly isWithheld: boolean;
  /** The present epoch. */
  readonly epoch: number;
  /** The oldest transaction that was still open; older ones can be read. */
  readonly oldestXid: bigint;
  /** The transaction that was next to begin. */
  readonly nextXid: bigint;
  /** The tables of the mirror that are known to be wrong. */
  readonly damagedTables: readonly string[];
  /** The oldest unfinished job of the mirror. */
  readonly job: MirrorJob | undefined;
}

const head = (table: string) =>
  `(select json_build_array(epoch, xid::text, id::text) from sales.${table}
    where (epoch, xid) < (edge.epoch, edge.xid) order by epoch desc, xid desc, id desc limit 1)`;
// Of exists the planner thinks that a third of all rows match, and reads the table to find none;
// only an order that it cannot drop makes it look at the index's end.
const withheld = (table: string) =>
  `(select true from sales.${table} where (epoch, xid) >= (edge.epoch, edge.xid)
    order by epoch, xid, id limit 1) is not null`;

// now() is taken when the statement arrives, before its snapshot.
const query = `with edge as materialized (
    select max(epoch) as epoch, pg_snapshot_xmin(pg_current_snapshot()) as xid from sales.epoch
  )
  select floor(extract(epoch from now()) * 1000)::bigint::text as at,
    ${head("category")} as category, ${head("product")} as product, ${head("sale")} as sale,
    ${withheld("category")} or ${withheld("product")} or ${withheld("sale")} as withheld,
    edge.epoch, edge.xid::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next,
    (select coalesce(json_agg(distinct table_name), '[]') from sales.mirror_difference where repaired_at is null) as damaged,
    (select json_build_object('id', id::text, 'kind', kind, 'attempts', attempts)
      from sales.mirror_job where finished_at is null order by id limit 1) as job
  from edge`;

type Place = [number, string, string] | null;

/** Looks how far the ledger and the catalogue's copy can be read just now. */
export async function surveyLedger(client: Client): Promise<Survey> {
  const { rows } = await client.query<{
    at: string;
    category: Place;
    product: Place;
    sale: Place;
    withheld: boolean;
    epoch: number;
    oldest: string;
    next: string;
    damaged: string[];
    job: MirrorJob | null;
  }>(query);
  const [row] = rows;
  if (!row) throw new Error("the ledger has no epoch");
  return {
    atMs: Number(row.at),
    heads: {
      category: readPlace(row.category),
      product: readPlace(row.product),
      sale: readPlace(row.sale),
    },
    isWithheld: row.withheld,
    epoch: row.epoch,
    oldestXid: BigInt(row.oldest),
    nextXid: BigInt(row.next),
    damagedTables: row.damaged,
    job: row.job ?? undefined,
  };
}

function readPlace(place: Place): Position {
  const [epoch, xid, id] = place ?? [0, "0", "0"];
  return { epoch, xid: BigInt(xid), id: BigInt(id) };
}
