import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import type { Choice } from "../ui/select-field.tsx";

const maxCategories = 1_000;

/** The categories, by id. */
export function useCategories(): readonly Choice[] {
  const { data } = useQuery(
    CatalogService.method.listCategories,
    { limit: maxCategories },
    { staleTime: 60_000 },
  );
  return data?.items.map(({ id, name }) => ({ value: `${id}`, label: name })) ?? [];
}
