import { formatDecimal } from "@backroom/kit";
import { formatPercent } from "./percent.ts";

/** How a figure changed, as messages say it. */
export interface Change {
  readonly absolute: string;
  /** Absent when the earlier figure is zero. */
  readonly percent: string | undefined;
}

/** Prints the change from an earlier figure, in ten-thousandths, in all and in percent of that figure's size. */
export function formatChange(figure: bigint, earlier: bigint): Change {
  const change = figure - earlier;
  const size = earlier < 0n ? -earlier : earlier;
  return { absolute: formatDecimal(change), percent: formatPercent(change, size) };
}
