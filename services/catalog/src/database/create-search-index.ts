import type { SqlEntityManager } from "@mikro-orm/postgresql";

/**
 * Makes the index that the search by a part of a name or SKU uses, where the extension pg_trgm is
 * installed in a schema that the role may use. Only a superuser or the owner of the database can
 * install it; without it a search reads every product.
 *
 * @returns whether the index is there.
 */
export function createSearchIndex(em: SqlEntityManager): Promise<boolean> {
  return em.fork().transactional(async (transaction) => {
    await transaction.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", [
      "create product_search",
    ]);
    const [extension] = await transaction.execute<{ schema: string }[]>(
      `select quote_ident(nspname) as schema
       from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
       where extname = 'pg_trgm' and has_schema_privilege(extnamespace, 'usage')`,
    );
    if (!extension) return false;
    const operators = `${extension.schema}.gin_trgm_ops`;
    await transaction.execute(
      `create index if not exists product_search on product using gin (search ${operators})`,
    );
    return true;
  });
}
