import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { deviceIsDark, theme } from "../shell/theme.ts";
import { followTouch } from "./follow-touch.ts";
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
  /** Each value holds until the next one, as a stock does. */
  readonly stepped?: boolean;
}

interface Props {
  /** What the chart shows, for those who do not see it. */
  readonly title: string;
  /** What each bucket is called on the axis. */
  readonly labels: readonly string[];
  /** The later ones are drawn over the earlier ones. */
  readonly series: readonly ChartSeries[];
  readonly bars?: boolean;
  /** Bars that are not muted stand on top of each other. */
  readonly stacked?: boolean;
  /** The buckets with a shade behind them, such as those that are not over. */
  readonly shaded?: readonly number[];
  /** In CSS pixels. */
  readonly height?: number;
  /** Prints a value at the axis. */
  readonly formatAxis: (value: number) => string;
  /** What is said about the bucket under the pointer; of undefined when there is none. */
  readonly readout: (bucket: number | undefined) => ComponentChildren;
}

const noBuckets: readonly number[] = [];
const pageStep = 10;

/** A chart over buckets of time. The pointer, a finger, or the arrow keys, read out a bucket. */
export function TimeChart(props: Props) {
  const { title, labels, series, bars = false, stacked = false, height = 260, readout } = props;
  const shaded = props.shaded ?? noBuckets;
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [bucket, setBucket] = useState<number>();
  const latest = useRef({ ...props, shaded });
  latest.current = { ...props, shaded };
  const colors = [theme.value, deviceIsDark.value];
  const looks = series.map(({ values: _, ...look }) => look);
  const look = JSON.stringify([looks, bars, stacked, height, colors]);

  useEffect(() => {
    const parent = frame.current;
    if (!parent) return;
    const options = makeOptions({
      parent,
      bars,
      stacked,
      height,
      getSeries: () => latest.current.series,
      getShaded: () => latest.current.shaded,
      printLabel: (i) => latest.current.labels[i] ?? "",
      printValue: (value) => latest.current.formatAxis(value),
      onBucket: setBucket,
    });
    const made = new uPlot(options, undefined, parent);
    followTouch(made);
    plot.current = made;
    const resizes = new ResizeObserver(() => {
      const width = parent.clientWidth;
      if (width > 0 && width !== made.width) made.setSize({ width, height });
    });
    resizes.observe(parent);
    return () => {
      resizes.disconnect();
      made.destroy();
    };
  }, [look]);
  useEffect(() => {
    const xs = labels.map((_, i) => i);
    plot.current?.setData([xs, ...series.map(({ values }) => values)] as uPlot.AlignedData);
  }, [look, labels, series, shaded]);

  const last = labels.length - 1;
  const read = bucket !== undefined && bucket <= last ? bucket : undefined;
  const moveTo = (to: number) => {
    const left = plot.current?.valToPos(Math.max(0, Math.min(last, to)), "x") ?? 0;
    plot.current?.setCursor({ left, top: height / 2 });
  };
  const leave = () => plot.current?.setCursor({ left: -10, top: -10 });
  return (
    <div class="time-chart">
      <div class="readout" aria-live="polite">
        {readout(read)}
      </div>
      <div
        ref={frame}
        class="plot"
        style={{ height: `${height}px` }}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={read ?? Math.max(0, last)}
        aria-valuetext={read === undefined ? "The arrow keys read it out." : labels[read]}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Escape" && read !== undefined) return leave();
          const from = read ?? last + 1;
          const to = {
            ArrowLeft: from - 1,
            ArrowDown: from - 1,
            ArrowRight: read === undefined ? last : from + 1,
            ArrowUp: read === undefined ? last : from + 1,
            PageUp: from - pageStep,
            PageDown: from + pageStep,
            Home: 0,
            End: last,
          }[event.key];
          if (to === undefined || last < 0) return;
          event.preventDefault();
          moveTo(to);
        }}
      />
    </div>
  );
}
