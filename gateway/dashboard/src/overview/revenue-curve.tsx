import { Granularity } from "@backroom/proto/revenue/v1/revenue_pb";
import { ChartLine } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { TimeChart } from "../chart/time-chart.tsx";
import { formatMoney } from "../format/money.ts";
import type { Period } from "../period/period.ts";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CurveReadout } from "./curve-readout.tsx";
import { PageLink } from "./page-link.tsx";
import { useCurve } from "./use-curve.ts";

const nouns = {
  [Granularity.HOUR]: "hour",
  [Granularity.DAY]: "day",
  [Granularity.WEEK]: "week",
  [Granularity.MONTH]: "month",
} as const;

interface Props {
  readonly period: Period;
  /** How many days there are; undefined while that is not known. */
  readonly days: number | undefined;
}

/** The curve of the revenue, with that of the earlier period behind it. */
export function RevenueCurve({ period, days }: Props) {
  const { currency } = useStore();
  const { curve, error, retry } = useCurve(period, days);
  const buckets = curve?.buckets ?? [];
  const hasEarlier = buckets.some(({ earlier }) => earlier);
  const readNumber = (text: string | undefined) => (text === undefined ? null : Number(text));
  return (
    <Panel
      title={curve ? `Revenue by ${nouns[curve.granularity]}` : "Revenue"}
      actions={<PageLink path="/revenue" text="Explore revenue" />}
      class="curve"
    >
      {!curve && error ? (
        <ErrorNotice error={error} onRetry={retry} />
      ) : !curve ? (
        <div class="curve-waiting">
          <Skeleton />
        </div>
      ) : buckets.length === 0 ? (
        <EmptyNotice
          icon={ChartLine}
          title="No revenue yet"
          text="Record a sale or import the sales you have: the curve begins with the first."
        />
      ) : (
        <TimeChart
          title={`Revenue by ${nouns[curve.granularity]}${hasEarlier ? " and that of the period before" : ""}`}
          labels={buckets.map(({ name }) => name.short)}
          series={[
            ...(hasEarlier
              ? [
                  {
                    ...({ name: "Period before", color: "muted", dashed: true } as const),
                    values: buckets.map(({ earlier }) => readNumber(earlier?.revenue)),
                  },
                ]
              : []),
            {
              ...{ name: "This period", color: 0, filled: true },
              values: buckets.map(({ revenue }) => readNumber(revenue)),
            },
          ]}
          formatAxis={(value) => formatMoney(`${value}`, currency, "short")}
          readout={(bucket) => (
            <CurveReadout
              bucket={bucket === undefined ? undefined : buckets[bucket]}
              totals={curve.totals}
            />
          )}
        />
      )}
    </Panel>
  );
}
