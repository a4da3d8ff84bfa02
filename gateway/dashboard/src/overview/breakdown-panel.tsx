import { Against, type Dimension, RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { useQuery } from "@connectrpc/connect-query";
import { ChartBar } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { BarList } from "../chart/bar-list.tsx";
import { formatMoney } from "../format/money.ts";
import { formatPercent } from "../format/number.ts";
import type { Period } from "../period/period.ts";
import { Change } from "../ui/change.tsx";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PageLink } from "./page-link.tsx";
import { panelOptions } from "./panel-options.ts";
import { scaleBars } from "./scale-bars.ts";

const limit = 5;

interface Props {
  readonly title: string;
  readonly by: Dimension;
  /** What all that are not listed are called. */
  readonly restName: string;
  readonly link: { readonly path: string; readonly text: string };
  readonly period: Period;
}

/** The best of something, all others together, and how each has changed. */
export function BreakdownPanel({ title, by, restName, link, period }: Props) {
  const { currency } = useStore();
  const { startDate, endDate } = period;
  const against = startDate && endDate ? Against.PREVIOUS_PERIOD : Against.NONE;
  const { data, error, refetch } = useQuery(
    RevenueService.method.breakdownRevenue,
    { by, limit, startDate, endDate, against },
    panelOptions,
  );
  const shares = scaleBars(data?.items ?? []);
  return (
    <Panel title={title} actions={<PageLink {...link} />} class="breakdown">
      {!data && error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={limit} />
      ) : data.items.length === 0 ? (
        <EmptyNotice icon={ChartBar} title="Nothing was sold" text="Choose a longer period." />
      ) : (
        <BarList
          label={title}
          bars={data.items.map((item, i) => ({
            key: item.rest ? "rest" : item.key,
            name: item.rest ? restName : item.name || item.key,
            share: shares[i] ?? 0,
            figure: formatMoney(item.revenue, currency),
            rest: item.rest,
            extra: (
              <>
                <small>{item.share === undefined ? "" : formatPercent(item.share)}</small>
                {item.change !== undefined && <Change percent={item.changePercent} />}
              </>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
