import { Dimension } from "@backroom/proto/revenue/v1/revenue_pb";
import { useStore } from "../api/use-store.ts";
import { findToday } from "../period/calendar.ts";
import { PeriodPicker } from "../period/period-picker.tsx";
import { usePeriod } from "../period/use-period.ts";
import { ErrorNotice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { BreakdownPanel } from "./breakdown-panel.tsx";
import { countRangeDays } from "./count-range-days.ts";
import { Figures } from "./figures.tsx";
import { Freshness } from "./freshness.tsx";
import { LatestSalesPanel } from "./latest-sales-panel.tsx";
import { LowStockPanel } from "./low-stock-panel.tsx";
import "./overview.css";
import { RevenueCurve } from "./revenue-curve.tsx";
import { useLiveSummary } from "./use-live-summary.ts";
import { usePanelRefresh } from "./use-panel-refresh.ts";

/** The page Overview: how the shop does, at a glance and as it happens. */
export function Overview() {
  const { timeZone } = useStore();
  const { startDate, endDate } = usePeriod("30d");
  const period = { startDate, endDate };
  const refresh = usePanelRefresh();
  const { summary, isOutdated, feed, error, retry } = useLiveSummary(period, refresh);
  const today = findToday(timeZone);
  return (
    <>
      <PageHeader title="Overview" text={<Freshness summary={summary} feed={feed} />}>
        <PeriodPicker fallback="30d" />
      </PageHeader>
      {error && (!summary || isOutdated) ? (
        <ErrorNotice error={error} onRetry={retry} />
      ) : (
        <Figures
          summary={summary}
          isOutdated={isOutdated}
          period={`${startDate} ${endDate}`}
          hasToday={(startDate ?? "") <= today && (endDate ?? today) >= today}
        />
      )}
      <RevenueCurve
        period={period}
        days={countRangeDays(period, isOutdated ? undefined : summary?.range)}
      />
      <div class="breakdowns">
        <BreakdownPanel
          title="Channels"
          by={Dimension.CHANNEL}
          restName="Other channels"
          link={{ path: "/revenue", text: "Compare channels" }}
          period={period}
        />
        <BreakdownPanel
          title="Top products"
          by={Dimension.PRODUCT}
          restName="All other products"
          link={{ path: "/products", text: "All products" }}
          period={period}
        />
        <BreakdownPanel
          title="Top categories"
          by={Dimension.CATEGORY}
          restName="All other categories"
          link={{ path: "/revenue", text: "Compare categories" }}
          period={period}
        />
      </div>
      <div class="lists">
        <LowStockPanel />
        <LatestSalesPanel {...period} />
      </div>
    </>
  );
}
