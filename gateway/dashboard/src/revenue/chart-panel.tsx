import { ChartLine } from "lucide-react";
import { useMemo } from "preact/hooks";
import { useStore } from "../api/use-store.ts";
import { Readout } from "../chart/readout.tsx";
import { TimeChart } from "../chart/time-chart.tsx";
import { formatMoney } from "../format/money.ts";
import { Badge } from "../ui/badge.tsx";
import { Change } from "../ui/change.tsx";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { EmptyNotice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { maxDrawn, toDrawn } from "./chart-data.ts";
import { formatBucket } from "./format-bucket.ts";
import { chartForms, comparisons, type Question } from "./question.ts";
import type { Row } from "./rows.ts";
import type { Ask } from "./use-question.ts";
import type { Revenue } from "./use-revenue.ts";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
  readonly revenue: Revenue;
  /** Whether it still shows the question before. */
  readonly isOld: boolean;
}

const chartHeight = { wide: 440, narrow: 280 };
const narrowWidth = 760;
const choices = Object.entries(chartForms).map(([value, label]) => ({
  value: value as Question["chart"],
  label,
}));

/** The revenue of every bucket as lines or bars, read out digit for digit. */
export function ChartPanel({ question, ask, revenue, isOld }: Props) {
  const { currency } = useStore();
  const { chart, compare } = question;
  const { rows, segments, grain, total, earlierTotal, segmentTotals } = revenue;
  const before = compare === "none" ? "Before" : comparisons[compare];
  const drawn = useMemo(
    () => toDrawn(rows, segments, { chart, names: { now: "Revenue", before } }),
    [rows, segments, chart, before],
  );
  const labels = useMemo(() => rows.map((row) => nameRow(row, grain, "short")), [rows, grain]);
  const partial = useMemo(() => rows.flatMap((row, i) => (row.partial ? [i] : [])), [rows]);
  const money = (text: string | undefined) =>
    text === undefined ? "–" : formatMoney(text, currency);
  const totalOf = (i: number, isMuted: boolean) => {
    if (isMuted) return earlierTotal?.figures.revenue;
    const offset = drawn.some(({ color }) => color === "muted") ? 1 : 0;
    return segments.length > 0 ? segmentTotals[i - offset] : total.revenue;
  };
  const readOut = (bucket: number | undefined) => {
    const row = bucket === undefined ? undefined : rows[bucket];
    const items = drawn.map(({ name, color, texts }, i) => ({
      name,
      color,
      figure: money(row ? texts[row.place] : totalOf(i, color === "muted")),
    }));
    if (!row) {
      const change = earlierTotal && <Change percent={earlierTotal.percent} />;
      return <Readout label="In all" items={items} extra={change} />;
    }
    const extra = (
      <>
        {segments.length > 0 && <span>Total {money(row.figures.revenue)}</span>}
        {row.earlier && chart !== "cumulative" && (
          <>
            {row.earlier.period && <small>{formatBucket(row.earlier.period, grain, "full")}</small>}
            <Change percent={row.earlier.percent} />
          </>
        )}
        {row.partial && <Badge look="warning">partial</Badge>}
      </>
    );
    return <Readout label={nameRow(row, grain, "full")} items={items} extra={extra} />;
  };
  return (
    <Panel
      title="Net revenue"
      class={isOld ? "stale" : ""}
      actions={
        <ChoiceBar
          label="Chart form"
          value={chart}
          choices={choices}
          onChoice={(value) => ask({ chart: value, page: question.page })}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyNotice
          icon={ChartLine}
          title="Nothing was sold in this period."
          text="Choose another period, or fewer filters."
        />
      ) : (
        <TimeChart
          title={`Net revenue by ${grain}`}
          labels={labels}
          series={drawn}
          bars={chart === "bars"}
          stacked={segments.length > 0}
          shaded={partial}
          height={window.innerWidth < narrowWidth ? chartHeight.narrow : chartHeight.wide}
          formatAxis={(value) => formatMoney(`${value}`, currency, "short")}
          readout={readOut}
        />
      )}
      {segments.length > maxDrawn && (
        <small>The chart shows the first {maxDrawn} segments; the table has all of them.</small>
      )}
    </Panel>
  );
}

/** Names a bucket; one that only the earlier range has by the label that it has there. */
function nameRow({ period, earlier }: Row, grain: Revenue["grain"], style: "short" | "full") {
  const label = period ?? earlier?.period;
  return label === undefined ? "–" : formatBucket(label, grain, style);
}
