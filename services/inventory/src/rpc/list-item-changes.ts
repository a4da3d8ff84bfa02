import type { Handlers } from "@backroom/kit";
import type { InventoryFeedService } from "@backroom/proto/inventory/v1/feed_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";

const nilId = "00000000-0000-0000-0000-000000000000";

interface ChangeRow {
  readonly origin: string;
  readonly read_ms: string;
  readonly is_beginning: boolean;
  /** Null, as everything after it, in the one row that is answered when nothing has changed. */
  readonly id: string | null;
  readonly product_id: string;
  readonly channel: string;
  readonly quantity: string;
  readonly reorder_level: string;
  readonly created_ms: string;
  readonly updated_ms: string;
  readonly xid: string;
}

/**
 * Lists what changed after a position: one statement, thus one snapshot. An item below the oldest
 * transaction still running is final, for no commit can come in before it. A position that this
 * cluster has not reached is of another one, or of this one before it was set back.
 */
export function listItemChanges({
  em,
}: Deps): Handlers<typeof InventoryFeedService>["listItemChanges"] {
  return async ({ after, limit = 1_000 }) => {
    const { origin, xid, inventoryId } = after ?? { origin: 0n, xid: 0n, inventoryId: "" };
    // now() is taken when the statement arrives, before its snapshot.
    const { rows } = await sql<ChangeRow>`
      with here as materialized (
        select system_identifier as origin,
          floor(extract(epoch from now()) * 1000)::bigint as read_ms,
          system_identifier <> ${origin}
            or ${String(xid)}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as is_beginning
        from pg_control_system()
      ), place as materialized (
        select case when is_beginning then '0'::xid8 else ${String(xid)}::xid8 end as xid,
          case when is_beginning then ${nilId}::uuid else ${inventoryId || nilId}::uuid end as id
        from here
      )
      select here.*, change.*
      from here left join (
        select id, product_id, channel, quantity, reorder_level,
          (extract(epoch from created_at) * 1000)::bigint as created_ms,
          (extract(epoch from updated_at) * 1000)::bigint as updated_ms,
          changed_xid as xid
        from item
        where (changed_xid, id) > ((select xid from place), (select id from place))
          and changed_xid < pg_snapshot_xmin(pg_current_snapshot())
        order by changed_xid, id limit ${limit}
      ) change on true
      order by change.xid, change.id
    `.execute(em.fork().getKysely());
    const [first] = rows;
    if (!first) throw new Error("the feed answered no row");
    const changes = rows.flatMap((row) =>
      row.id === null
        ? []
        : {
            inventoryId: row.id,
            productId: BigInt(row.product_id),
            channel: row.channel,
            quantity: BigInt(row.quantity),
            reorderLevel: BigInt(row.reorder_level),
            createdAt: timestampFromMs(Number(row.created_ms)),
            updatedAt: timestampFromMs(Number(row.updated_ms)),
            xid: BigInt(row.xid),
          },
    );
    const last = changes.at(-1);
    const before = first.is_beginning ? { xid: 0n, inventoryId: "" } : { xid, inventoryId };
    return {
      changes,
      position: {
        origin: BigInt(first.origin),
        ...(last ? { xid: last.xid, inventoryId: last.inventoryId } : before),
      },
      fromBeginning: first.is_beginning && after !== undefined,
      readAt: timestampFromMs(Number(first.read_ms)),
    };
  };
}
