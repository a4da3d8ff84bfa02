import { InventoryService, type Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { choosePage, type PageOfList } from "../api/page-of-list.ts";
import type { ItemFilter } from "./item-filter.ts";

/** A page of items. */
interface Items {
  /** Undefined while they are loaded for the first time. */
  readonly items: readonly Item[] | undefined;
  readonly total: bigint | undefined;
  readonly nextToken: string | undefined;
  /** Whether they are of the page before, while those of this one are loaded. */
  readonly isStale: boolean;
  readonly error: unknown;
  readonly refetch: () => void;
}

/** As many channels as a product can have. */
const maxChannels = 1_000;
const refetchIntervalMs = 15_000;
const options = { placeholderData: keepPreviousData, refetchInterval: refetchIntervalMs } as const;

/** The items that a filter asks for, asked for again every fifteen seconds. */
export function useItems(filter: ItemFilter, page: PageOfList, pageSize: number): Items {
  const { productId, isLowOnly } = filter;
  const channel = filter.channel || undefined;
  // The server lists low items of all products only: those of one product are picked from its items.
  const isPicked = isLowOnly && productId !== undefined;
  const low = useQuery(
    InventoryService.method.listLowStockItems,
    { channel, ...choosePage(page, pageSize) },
    { ...options, enabled: isLowOnly && !isPicked },
  );
  const all = useQuery(
    InventoryService.method.listItems,
    { productId, channel, ...(isPicked ? { limit: maxChannels } : choosePage(page, pageSize)) },
    { ...options, enabled: !isLowOnly || isPicked },
  );
  const { data, error, refetch, isPlaceholderData } = isLowOnly && !isPicked ? low : all;
  const items = isPicked ? data?.items.filter(({ lowStock }) => lowStock) : data?.items;
  return {
    items,
    total: isPicked ? items && BigInt(items.length) : data?.total,
    nextToken: isPicked ? undefined : data?.nextPageToken,
    isStale: isPlaceholderData,
    error: data ? undefined : error,
    refetch: () => void refetch(),
  };
}
