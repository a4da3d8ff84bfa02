import type { SqlEntityManager } from "@mikro-orm/postgresql";

/**
 * Stamps every item anew when the schema was restored to another cluster: there the transaction ids
 * begin anew, and items stamped with the old ones would stay out of the feed.
 *
 * @returns whether that was so.
 */
export function restampRestoredItems(em: SqlEntityManager): Promise<boolean> {
  return em.fork().transactional(async (transaction) => {
    const moved = await transaction.execute<unknown[]>(
      `update feed_origin set system_identifier = present.system_identifier
       from pg_control_system() present
       where feed_origin.system_identifier <> present.system_identifier
       returning feed_origin.system_identifier`,
    );
    if (moved.length === 0) return false;
    await transaction.execute("update item set reorder_level = reorder_level"); // The trigger stamps.
    return true;
  });
}
