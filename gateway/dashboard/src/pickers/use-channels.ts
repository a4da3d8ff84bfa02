import { Dimension, RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { useQuery } from "@connectrpc/connect-query";
import type { Choice } from "../ui/select-field.tsx";

const maxChannels = 1_000;

/** The channels that anything was ever sold on, the best first. */
export function useChannels(): readonly Choice[] {
  const { data } = useQuery(
    RevenueService.method.breakdownRevenue,
    { by: Dimension.CHANNEL, limit: maxChannels },
    { staleTime: 60_000 },
  );
  const items = data?.items.filter(({ rest }) => !rest) ?? [];
  return items.map(({ key, name }) => ({ value: key, label: name || key }));
}
