import { SalesService, type Store } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";
import type { UseQueryResult } from "@tanstack/react-query";

const never = Number.POSITIVE_INFINITY;

/** Asks for the shop's currency and zone, once. */
export function useStoreQuery(): UseQueryResult<{ store?: Store }> {
  return useQuery(SalesService.method.getStore, {}, { staleTime: never, gcTime: never });
}

/** The shop's currency and zone. The shell shows no page before they are known. */
export function useStore(): Pick<Store, "currency" | "timeZone"> {
  return useStoreQuery().data?.store ?? { currency: "EUR", timeZone: "UTC" };
}
