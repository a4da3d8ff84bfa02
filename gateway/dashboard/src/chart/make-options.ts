import uPlot from "uplot";
import type { ChartSeries } from "./time-chart.tsx";

interface Wanted {
  readonly parent: HTMLElement;
  readonly series: readonly ChartSeries[];
  readonly bars: boolean;
  readonly height: number;
  readonly printLabel: (bucket: number) => string;
  readonly printValue: (value: number) => string;
  readonly onBucket: (bucket: number | undefined) => void;
}

const barShare = 0.7;
const maxBarWidth = 48;
const axisWidth = 62;
const minLabelGap = 80;

/** Makes uPlot's options of what a chart is to show, in the colours of the present theme. */
export function makeOptions(wanted: Wanted): uPlot.Options {
  const { parent, series, bars, height, printLabel, printValue, onBucket } = wanted;
  const style = getComputedStyle(parent);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const axis = { stroke: color("--text-muted"), font, ticks: { show: false } };
  const paint = (of: ChartSeries) =>
    of.color === "muted" ? color("--chart-muted") : color(`--chart-${of.color}`);
  return {
    width: parent.clientWidth,
    height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 8 },
    },
    scales: {
      x: { time: false, range: (_plot, min, max) => (bars ? [min - 0.5, max + 0.5] : [min, max]) },
      y: {
        range: (_plot, min, max) => uPlot.rangeNum(Math.min(min, 0), Math.max(max, 1), 0.08, true),
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: minLabelGap,
        incrs: [1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 60, 90, 100, 200, 365, 500, 1000, 2000, 5000],
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
      ...series.map((each) => ({
        label: each.name,
        stroke: paint(each),
        width: each.color === "muted" ? 1.5 : 2,
        points: { show: each.values.length === 1 },
        ...(each.dashed && { dash: [4, 4] }),
        ...(bars
          ? {
              fill: paint(each),
              paths: uPlot.paths.bars?.({ size: [barShare, maxBarWidth], radius: 0.15 }),
            }
          : each.filled && { fill: fade(paint(each)) }),
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor }) =>
          onBucket(
            cursor.left !== undefined && cursor.left >= 0 ? (cursor.idx ?? undefined) : undefined,
          ),
      ],
    },
  };
}

/** A colour as the browser computes it, `rgb(…)`, nearly transparent. */
function fade(color: string): string {
  return color.replace(/^rgb\((.*)\)$/, "rgba($1, 0.12)");
}
