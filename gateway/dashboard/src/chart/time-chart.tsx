import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { theme } from "../shell/theme.ts";
import { makeOptions } from "./make-options.ts";

/** One line of a chart. Its numbers only place pixels; digits are shown from the texts they came from. */
export interface ChartSeries {
  readonly name: string;
  /** Which of the palette's colours, 0 to 7; `muted` for what is only to compare with. */
  readonly color: number | "muted";
  /** A value for each label; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly dashed?: boolean;
  readonly filled?: boolean;
}

interface Props {
  /** What the chart shows, for those who do not see it. */
  readonly title: string;
  /** What each bucket is called on the axis. */
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly bars?: boolean;
  /** In CSS pixels. */
  readonly height?: number;
  /** Prints a value at the axis. */
  readonly formatAxis: (value: number) => string;
  /** What is said about the bucket under the pointer; of undefined when there is none. */
  readonly readout: (bucket: number | undefined) => ComponentChildren;
}

/** A chart over buckets of time. The pointer, or the arrow keys, read out a bucket. */
export function TimeChart({
  title,
  labels,
  series,
  bars,
  height = 260,
  formatAxis,
  readout,
}: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [bucket, setBucket] = useState<number>();
  const data = [
    labels.map((_, i) => i),
    ...series.map(({ values }) => values),
  ] as uPlot.AlignedData;
  const look = JSON.stringify([
    series.map(({ values: _, ...rest }) => rest),
    bars,
    height,
    theme.value,
  ]);
  const latest = useRef({ labels, formatAxis });
  latest.current = { labels, formatAxis };

  useEffect(() => {
    const parent = frame.current;
    if (!parent) return;
    const options = makeOptions({
      parent,
      series,
      bars: bars ?? false,
      height,
      printLabel: (i) => latest.current.labels[i] ?? "",
      printValue: (value) => latest.current.formatAxis(value),
      onBucket: setBucket,
    });
    const made = new uPlot(options, data, parent);
    plot.current = made;
    const resizes = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height }));
    resizes.observe(parent);
    return () => {
      resizes.disconnect();
      made.destroy();
    };
  }, [look]);
  useEffect(() => plot.current?.setData(data));

  const move = (to: number) => {
    const i = Math.max(0, Math.min(labels.length - 1, to));
    const left = plot.current?.valToPos(i, "x") ?? 0;
    plot.current?.setCursor({ left, top: height / 2 });
    setBucket(i);
  };
  return (
    <div class="time-chart">
      <div class="readout" aria-live="polite">
        {readout(bucket !== undefined && bucket < labels.length ? bucket : undefined)}
      </div>
      <div
        ref={frame}
        class="plot"
        style={{ height: `${height}px` }}
        role="img"
        aria-label={`${title}. The arrow keys read out single buckets.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the chart out
        tabIndex={0}
        onKeyDown={(event) => {
          const at = bucket ?? labels.length;
          const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: labels.length - 1 }[
            event.key
          ];
          if (to === undefined) return;
          event.preventDefault();
          move(to);
        }}
      />
    </div>
  );
}
