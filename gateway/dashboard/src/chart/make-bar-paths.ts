import uPlot from "uplot";
import type { BarLayout } from "./lay-out-bars.ts";

const groupShare = 0.72;
const maxBarWidth = 40;
const slotGap = 1;

/** Makes what draws the bars of each series, as they are laid out at the time. */
export function makeBarPaths(getLayout: () => BarLayout): uPlot.Series.PathBuilder {
  return (plot, seriesIndex, first, last) => {
    const { slots, rows } = getLayout();
    const row = rows[seriesIndex - 1];
    const fill = new Path2D();
    const pitch = plot.valToPos(1, "x", true) - plot.valToPos(0, "x", true);
    const gap = slotGap * uPlot.pxRatio;
    const wanted = Math.min((pitch * groupShare) / slots, maxBarWidth * uPlot.pxRatio);
    const step = Math.max(wanted, 1);
    const width = step > 3 * gap && slots > 1 ? step - gap : step;
    for (let i = first; row && i <= last; i++) {
      const span = row.spans[i];
      if (!span) continue;
      const center = plot.valToPos(i, "x", true);
      const left = center + (row.slot - slots / 2) * step + (step - width) / 2;
      const [start, end] = span.map((value) => plot.valToPos(value, "y", true));
      if (start === undefined || end === undefined) continue;
      fill.rect(left, Math.min(start, end), width, Math.abs(start - end));
    }
    return { stroke: null, fill, flags: 0 };
  };
}
