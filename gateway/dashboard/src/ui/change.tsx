import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import { formatChange } from "../format/number.ts";

interface Props {
  /** A decimal text in percent; absent when the earlier figure was zero. */
  readonly percent: string | undefined;
  /** Whether less is better, as with refunds. */
  readonly lessIsBetter?: boolean;
}

/** A change against an earlier figure: its direction by arrow, sign and colour. */
export function Change({ percent, lessIsBetter = false }: Props) {
  if (percent === undefined) return <span class="change">new</span>;
  const value = Number(percent);
  const Icon = value > 0 ? ArrowUpRight : value < 0 ? ArrowDownRight : ArrowRight;
  const look = value === 0 ? "" : value > 0 === lessIsBetter ? "worse" : "better";
  return (
    <span class={`change ${look}`}>
      <Icon size={14} aria-hidden="true" />
      {formatChange(percent)}
    </span>
  );
}
