import { type CallContext, notFound } from "@backroom/kit";
import type { ConnectError } from "@connectrpc/connect";
import type { Deps } from "../deps.ts";
import { askCatalogue } from "./ask-catalogue.ts";
import { upsertCatalogue } from "./upsert-catalogue.ts";

type ResolveDeps = Pick<Deps, "catalog" | "catalogueHint" | "pool">;

/** The products and categories that a request filters by. */
export interface CatalogueFilter {
  readonly productIds: readonly bigint[];
  readonly categoryIds: readonly bigint[];
  /** Names of categories, in any case. */
  readonly categoryNames: readonly string[];
}

/** Ids to filter by; an empty list means that there is no such filter. */
export interface ResolvedFilter {
  readonly productIds: readonly bigint[];
  /** When ids and names have none in common: 0, which is no category's id, so that nothing matches. */
  readonly categoryIds: readonly bigint[];
}

/**
 * Resolves what a request filters by, in this service's copy of the catalogue and, where that knows
 * nothing, by asking the catalogue. Categories given both by id and by name must be in both.
 *
 * @throws ConnectError NOT_FOUND naming the field for what does not exist, UNAVAILABLE when the
 * catalogue must be asked and cannot be reached.
 */
export async function resolveFilter(
  deps: ResolveDeps,
  filter: CatalogueFilter,
  context: CallContext,
): Promise<ResolvedFilter> {
  const { productIds, categoryIds, categoryNames } = filter;
  if (productIds.length + categoryIds.length + categoryNames.length === 0) {
    return { productIds, categoryIds };
  }
  const local = await findLocally(deps, filter);
  const found = local.missing ? await learn(deps, filter, context) : local;
  if (found.missing) throw found.missing;
  return joinNames(filter, found.namedIds);
}

/** Makes a filter by ids of one by ids and names, given the ids of the categories that it names. */
export function joinNames(
  { productIds, categoryIds, categoryNames }: CatalogueFilter,
  namedIds: readonly bigint[],
): ResolvedFilter {
  if (categoryNames.length === 0) return { productIds, categoryIds };
  if (categoryIds.length === 0) return { productIds, categoryIds: namedIds };
  const both = categoryIds.filter((id) => namedIds.includes(id));
  return { productIds, categoryIds: both.length > 0 ? both : [0n] };
}

/** Asks the catalogue for all of a filter, then looks again. */
async function learn(deps: ResolveDeps, filter: CatalogueFilter, context: CallContext) {
  const news = await askCatalogue(
    deps.catalog,
    {
      productIds: [...filter.productIds],
      categoryIds: [...filter.categoryIds],
      categoryNames: [...filter.categoryNames],
    },
    context,
  );
  await upsertCatalogue(deps.pool, news);
  deps.catalogueHint.give();
  return findLocally(deps, filter);
}

interface Found {
  /** The ids of the categories that were named. */
  readonly namedIds: readonly bigint[];
  /** What to say of the first thing that is not in the copy. */
  readonly missing: ConnectError | undefined;
}

const text = `
select (select array_agg(id) from sales.product where id = any($1::bigint[])) as product_ids,
  (select array_agg(id) from sales.category where id = any($2::bigint[]) and not deleted) as category_ids,
  (select json_agg(json_build_object('id', c.id::text, 'name', n.name))
   from unnest($3::text[]) as n (name)
   join sales.category c on lower(c.name) = lower(n.name) and not c.deleted) as named`;

/** Looks in the copy. */
async function findLocally({ pool }: ResolveDeps, filter: CatalogueFilter): Promise<Found> {
  const { rows } = await pool.query<{
    product_ids: string[] | null;
    category_ids: string[] | null;
    named: { id: string; name: string }[] | null;
  }>({
    name: "resolve_filter",
    text,
    values: [filter.productIds, filter.categoryIds, filter.categoryNames],
  });
  const products = new Set(rows[0]?.product_ids?.map(BigInt));
  const categories = new Set(rows[0]?.category_ids?.map(BigInt));
  const named = rows[0]?.named ?? [];
  const names = new Set(named.map(({ name }) => name));
  const namedIds = [...new Set(named.map(({ id }) => BigInt(id)))];
  return { namedIds, missing: findMissing() };

  /** Finds the first thing that is not there. */
  function findMissing(): ConnectError | undefined {
    const product = filter.productIds.find((id) => !products.has(id));
    if (product !== undefined) return notFound("product_id", `there is no product ${product}`);
    const category = filter.categoryIds.find((id) => !categories.has(id));
    if (category !== undefined) return notFound("category_id", `there is no category ${category}`);
    const name = filter.categoryNames.find((text) => !names.has(text));
    if (name !== undefined) return notFound("category", `there is no category "${name}"`);
    return undefined;
  }
}
