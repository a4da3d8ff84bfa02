import type { ComponentChildren } from "preact";
import type { ChartSeries } from "./time-chart.tsx";

/** What a series has in the bucket that is read out, or in all. */
export interface ReadoutItem {
  readonly name: string;
  readonly color: ChartSeries["color"];
  readonly figure: string;
}

interface Props {
  /** Which bucket, or which range, is read out. */
  readonly label: ComponentChildren;
  readonly items: readonly ReadoutItem[];
  readonly extra?: ComponentChildren;
}

/** What stands above a chart: the bucket, each series with its colour and its figure, and what else is said. */
export function Readout({ label, items, extra }: Props) {
  return (
    <>
      <strong class="readout-label">{label}</strong>
      {items.map(({ name, color, figure }) => (
        <span key={`${color} ${name}`} class="readout-item">
          <span class={`swatch ${color === "muted" ? "" : `c${color}`}`} aria-hidden="true" />
          {name} <b>{figure}</b>
        </span>
      ))}
      {extra}
    </>
  );
}
