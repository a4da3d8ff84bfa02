import { RotateCw, SlidersHorizontal } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { BreakdownPanel } from "./breakdown-panel.tsx";
import { ChartPanel } from "./chart-panel.tsx";
import { Controls } from "./controls.tsx";
import { Freshness } from "./freshness.tsx";
import { chooseGrain, isTooFine } from "./grain.ts";
import { PageActions } from "./page-actions.tsx";
import { placeErrors } from "./place-errors.ts";
import "./revenue.css";
import { TablePanel } from "./table-panel.tsx";
import { useExtent } from "./use-extent.ts";
import { useQuestion } from "./use-question.ts";
import { useRevenue } from "./use-revenue.ts";

/** The page Revenue: what was taken in any period, bucket by bucket, compared, split and broken down. */
export default function Revenue() {
  const { timeZone } = useStore();
  const [question, ask] = useQuestion();
  const extent = useExtent(question.period, question.zone ?? timeZone);
  const wanted = question.grain;
  const grain = wanted && !isTooFine(extent, wanted) ? wanted : chooseGrain(extent);
  const { data: revenue, error, isOld, isRetried, retry } = useRevenue(question, grain);
  const errors = placeErrors(error);
  const shared = { question, ask };
  return (
    <>
      <PageHeader title="Revenue" text={<Freshness revenue={revenue} zone={question.zone} />}>
        <PageActions question={question} grain={grain} />
      </PageHeader>
      <Controls {...shared} extent={extent} grain={grain} errors={errors} />
      <div class="retry-status" role="status">
        {isRetried && (
          <p class="banner warning">
            <RotateCw size={18} aria-hidden="true" /> The server is busy; trying again.
          </p>
        )}
      </div>
      <div class="explorer-grid">
        {error ? (
          <Panel title="Net revenue">
            {Object.keys(errors).length > 0 ? (
              <EmptyNotice
                icon={SlidersHorizontal}
                title="There is nothing to show for this choice."
                text="What is wrong is said at the marked field above."
              />
            ) : (
              <ErrorNotice error={error} onRetry={retry} />
            )}
          </Panel>
        ) : revenue ? (
          <ChartPanel {...shared} revenue={revenue} isOld={isOld} />
        ) : (
          <Panel title="Net revenue" class="chart-skeleton">
            <Skeleton lines={12} />
          </Panel>
        )}
        <BreakdownPanel {...shared} />
      </div>
      {revenue && !error && revenue.rows.length > 0 && (
        <TablePanel {...shared} revenue={revenue} isOld={isOld} />
      )}
    </>
  );
}
