import { SalesService, type Store } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";

/** What is shown until the server has said it. */
const unknownStore: Pick<Store, "currency" | "timeZone"> = { currency: "EUR", timeZone: "UTC" };

/** The shop's currency and zone. The shell shows no page before they are known. */
export function useStore(): Pick<Store, "currency" | "timeZone"> {
  const { data } = useQuery(
    SalesService.method.getStore,
    {},
    { staleTime: Number.POSITIVE_INFINITY },
  );
  return data?.store ?? unknownStore;
}
