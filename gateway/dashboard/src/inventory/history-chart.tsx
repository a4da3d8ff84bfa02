import { useStore } from "../api/use-store.ts";
import { TimeChart } from "../chart/time-chart.tsx";
import { formatInstant } from "../format/date.ts";
import { formatCount, formatShort } from "../format/number.ts";
import { formatSigned } from "../format/signed.ts";
import { nameReason } from "./reason-names.ts";
import type { Step } from "./step-series.ts";

const height = 160;

interface Props {
  /** Oldest first. */
  readonly steps: readonly Step[];
  readonly reorderLevel: bigint;
}

/** The quantity of an item after each change, as steps, and the level below which it is low. */
export function HistoryChart({ steps, reorderLevel }: Props) {
  const { timeZone } = useStore();
  const label = ({ entry }: Step, i: number) => {
    if (!entry) return i === 0 ? "Before" : "Now";
    return new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone }).format(
      Number(entry.timestamp?.seconds ?? 0n) * 1_000,
    );
  };
  return (
    <TimeChart
      title="Quantity after each change"
      height={height}
      labels={steps.map(label)}
      series={[
        {
          name: "Quantity",
          color: 0,
          stepped: true,
          values: steps.map(({ quantity }) => Number(quantity)),
        },
        {
          name: "Reorder level",
          color: "muted",
          dashed: true,
          values: steps.map(() => Number(reorderLevel)),
        },
      ]}
      formatAxis={(value) => formatShort(value)}
      readout={(bucket) => {
        const step = bucket === undefined ? undefined : steps[bucket];
        if (!step) return <span>The dashed line is the reorder level.</span>;
        const { quantity, entry } = step;
        if (!entry) {
          return (
            <span>
              {bucket === 0 ? "Before" : "Now"}: <strong>{formatCount(quantity)}</strong>
            </span>
          );
        }
        return (
          <span>
            {formatInstant(entry.timestamp, timeZone)}: <strong>{formatCount(quantity)}</strong> (
            {formatSigned(entry.changeQty)}, {nameReason(entry.reason).toLowerCase()})
          </span>
        );
      }}
    />
  );
}
