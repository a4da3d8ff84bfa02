import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { findToday } from "../period/calendar.ts";
import type { Period } from "../period/period.ts";

/** A period with its open ends closed by the first and the last sale, as far as they are known. */
export function useExtent({ startDate, endDate }: Period, timeZone: string): Period {
  const isOpen = !startDate || !endDate;
  const { data } = useQuery(
    RevenueService.method.getSummary,
    {},
    { enabled: isOpen, staleTime: 60_000 },
  );
  const { start, end } = data?.range ?? {};
  return {
    startDate: startDate ?? (start && findToday(timeZone, timestampDate(start))),
    endDate: endDate ?? (end && findToday(timeZone, timestampDate(end))),
  };
}
