import { Granularity, RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { useQuery } from "@connectrpc/connect-query";
import { useStore } from "../api/use-store.ts";
import { TimeChart } from "../chart/time-chart.tsx";
import { formatMoney } from "../format/money.ts";
import { formatCount } from "../format/number.ts";
import { findToday } from "../period/calendar.ts";
import { findPeriod } from "../period/period.ts";
import { ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const height = 140;

/** What a product brought in in each of the last twelve months, this one included. */
export function ProductRevenue({ id }: { id: bigint }) {
  const { currency, timeZone } = useStore();
  const range = { ...findPeriod("12m", findToday(timeZone)), productId: [id] };
  const summary = useQuery(RevenueService.method.getSummary, range);
  const { data, error, refetch } = useQuery(RevenueService.method.getRevenue, {
    ...range,
    groupBy: Granularity.MONTH,
  });
  const total = summary.data?.current;
  return (
    <div class="drawer-part">
      <h3>Revenue of the last 12 months{total && `: ${formatMoney(total.revenue, currency)}`}</h3>
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={7} />}
      {data && (
        <TimeChart
          title="Revenue by month"
          height={height}
          bars
          labels={data.points.map(({ period }) => printMonth(period))}
          series={[
            {
              name: "Revenue",
              color: 0,
              values: data.points.map(({ revenue }) => Number(revenue)),
            },
          ]}
          formatAxis={(value) => formatMoney(`${value}`, currency, "short")}
          readout={(bucket) => {
            const point = bucket === undefined ? undefined : data.points[bucket];
            if (!point) return total && <span>{formatCount(total.units)} pieces in all</span>;
            return (
              <span>
                {printMonth(point.period)}: <strong>{formatMoney(point.revenue, currency)}</strong>,{" "}
                {formatCount(point.units)} pieces
              </span>
            );
          }}
        />
      )}
    </div>
  );
}

function printMonth(period: string): string {
  return new Intl.DateTimeFormat(undefined, {
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${period.slice(0, 10)}T00:00:00Z`));
}
