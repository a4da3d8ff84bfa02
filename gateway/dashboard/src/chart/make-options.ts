import uPlot from "uplot";
import { type BarLayout, layOutBars } from "./lay-out-bars.ts";
import { listIsolated } from "./list-isolated.ts";
import { makeBarPaths } from "./make-bar-paths.ts";
import type { ChartSeries } from "./time-chart.tsx";

/** How a chart shall look, and where what may change without making it anew is found. */
interface Wanted {
  readonly parent: HTMLElement;
  readonly bars: boolean;
  readonly stacked: boolean;
  readonly height: number;
  readonly getSeries: () => readonly ChartSeries[];
  /** The buckets with a shade behind them. */
  readonly getShaded: () => readonly number[];
  readonly printLabel: (bucket: number) => string;
  readonly printValue: (value: number) => string;
  readonly onBucket: (bucket: number | undefined) => void;
}

const axisWidth = 62;
const minLabelGap = 88;
const labelHeight = 26;
const labelSteps = [
  1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000,
];
/** How much of the height is left free above the highest value; half of it below what is below zero. */
const headroom = 0.08;
/** Half of a label stands out to the right of the last bucket. */
const padding: uPlot.Padding = [10, 30, 0, 0];

/** Makes uPlot's options of what a chart is to show, in the colours of the present theme. */
export function makeOptions(wanted: Wanted): uPlot.Options {
  const { parent, bars, height, getSeries, getShaded, printLabel, printValue, onBucket } = wanted;
  const style = getComputedStyle(parent);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color("--text-muted"),
    font: `12px ${style.fontFamily}`,
    ticks: { show: false },
    gap: 6,
  };
  const getLayout = keepLayout(getSeries, wanted.stacked);
  const paths = makeBarPaths(getLayout);
  return {
    width: parent.clientWidth,
    height,
    legend: { show: false },
    padding,
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: { show: !bars, size: 8 },
      // The line stands on the bucket that is read out.
      move: (plot, left, top) =>
        left < 0 ? [left, top] : [plot.valToPos(plot.posToIdx(left), "x"), top],
    },
    scales: {
      x: {
        time: false,
        range: (plot) => {
          const last = Math.max(0, (plot.data[0]?.length ?? 0) - 1);
          return bars || last === 0 ? [-0.5, last + 0.5] : [0, last];
        },
      },
      y: {
        range: (_plot, min, max) => {
          const low = bars ? getLayout().min : Math.min(min, 0);
          const high = bars ? getLayout().max : Math.max(max, 0);
          const spare = (high - low) * headroom;
          if (low === high) return [0, 1];
          return [low < 0 ? low - spare / 2 : 0, high > 0 ? high + spare : 0];
        },
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: labelHeight,
        space: minLabelGap,
        incrs: [...labelSteps],
        values: (_plot, splits) => splits.map((at) => (Number.isInteger(at) ? printLabel(at) : "")),
      },
      {
        ...axis,
        size: axisWidth,
        grid: { stroke: color("--line"), width: 1 },
        values: (_plot, splits) => splits.map(printValue),
      },
    ],
    series: [
      {},
      ...getSeries().map((each): uPlot.Series => {
        const paint = color(each.color === "muted" ? "--chart-muted" : `--chart-${each.color}`);
        const line = { label: each.name, stroke: paint, pxAlign: 0 };
        if (bars) return { ...line, width: 0, fill: paint, paths, points: { show: false } };
        return {
          ...line,
          width: each.color === "muted" ? 1.5 : 2,
          ...(each.stepped && { paths: uPlot.paths.stepped?.({ align: 1 }) }),
          ...(each.dashed && { dash: [4, 4] }),
          ...(each.filled && { fill: fade(paint) }),
          points: {
            show: (plot, i) => listIsolated(plot.data[i] ?? []).length > 0,
            filter: (plot, i) => listIsolated(plot.data[i] ?? []),
            size: 7,
            fill: paint,
          },
        };
      }),
    ],
    hooks: {
      drawClear: [(plot) => shade(plot, getShaded(), color("--surface-sunken"))],
      setCursor: [
        ({ cursor }) => onBucket((cursor.left ?? -1) < 0 ? undefined : (cursor.idx ?? undefined)),
      ],
    },
  };
}

/** Keeps the layout of the bars until the series change. */
function keepLayout(getSeries: () => readonly ChartSeries[], stacked: boolean): () => BarLayout {
  let kept: { series: readonly ChartSeries[]; layout: BarLayout } | undefined;
  return () => {
    const series = getSeries();
    if (kept?.series !== series) kept = { series, layout: layOutBars(series, stacked) };
    return kept.layout;
  };
}

/** Shades the places of some buckets. */
function shade(plot: uPlot, buckets: readonly number[], color: string): void {
  const { left, top, width, height } = plot.bbox;
  plot.ctx.fillStyle = color;
  for (const bucket of buckets) {
    const from = Math.max(left, plot.valToPos(bucket - 0.5, "x", true));
    const to = Math.min(left + width, plot.valToPos(bucket + 0.5, "x", true));
    plot.ctx.fillRect(from, top, to - from, height);
  }
}

/** A colour as the browser computes it, `rgb(…)`, nearly transparent. */
function fade(color: string): string {
  return color.replace(/^rgb\((.*)\)$/, "rgba($1, 0.12)");
}
