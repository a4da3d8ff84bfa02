import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { createQueryOptions, useQuery, useTransport } from "@connectrpc/connect-query";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { useDebounced } from "../pickers/use-debounced.ts";
import type { Choice } from "../ui/select-field.tsx";

const maxFound = 20;
const maxNamed = 50;

/** The products that can be chosen: those that are, by their present names, and those that a search finds. */
export function useProductChoices(chosen: readonly string[]): {
  readonly choices: readonly Choice[];
  readonly onSearch: (text: string) => void;
} {
  const transport = useTransport();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim());
  const { data: found } = useQuery(
    CatalogService.method.listProducts,
    { limit: maxFound, ...(q && { q }) },
    { placeholderData: keepPreviousData, staleTime: 60_000 },
  );
  const named = useQueries({
    queries: chosen.slice(0, maxNamed).map((id) => ({
      ...createQueryOptions(
        CatalogService.method.getProduct,
        { productId: BigInt(id) },
        { transport },
      ),
      staleTime: 60_000,
    })),
  });
  const choices = [
    ...chosen.map((id, i) => ({
      value: id,
      label: named[i]?.data?.product?.name ?? `Product ${id}`,
    })),
    ...(found?.items ?? [])
      .map(({ id, name }) => ({ value: `${id}`, label: name }))
      .filter(({ value }) => !chosen.includes(value)),
  ];
  return { choices, onSearch: setText };
}
