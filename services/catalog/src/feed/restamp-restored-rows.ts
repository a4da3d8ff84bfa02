import type { SqlEntityManager } from "@mikro-orm/postgresql";

/**
 * Stamps every row anew when the schema was restored to another cluster: there the transaction ids
 * begin anew, and rows stamped with the old ones would stay out of the feed.
 *
 * @returns whether that was so.
 */
export function restampRestoredRows(em: SqlEntityManager): Promise<boolean> {
  return em.fork().transactional(async (transaction) => {
    const moved = await transaction.execute<unknown[]>(
      `update feed_origin set system_identifier = present.system_identifier
       from pg_control_system() present
       where feed_origin.system_identifier <> present.system_identifier
       returning feed_origin.system_identifier`,
    );
    if (moved.length === 0) return false;
    await transaction.execute("update category set changed_xid = pg_current_xact_id()");
    await transaction.execute("update product set changed_xid = pg_current_xact_id()");
    // Nobody has known what was deleted there; by its old ids it would for ever seem to be new.
    await transaction.execute("delete from product_removal");
    return true;
  });
}
