import { useRef } from "preact/hooks";
import { Change } from "../ui/change.tsx";
import type { FigureText } from "./make-figures.ts";

interface Props {
  readonly figure: FigureText;
  /** What the figure is of: it lights up when it changes, but not when it is of something else. */
  readonly of: string;
}

/** A figure in large digits, which are made smaller rather than broken, and its change. */
export function Figure({ figure: { name, text, change, lessIsBetter }, of }: Props) {
  const last = useRef({ text, of, changes: 0 });
  if (last.current.of !== of) last.current = { text, of, changes: 0 };
  else if (last.current.text !== text) {
    last.current = { text, of, changes: last.current.changes + 1 };
  }
  const { changes } = last.current;
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span
          key={changes}
          class={changes > 0 ? "figure-text changed" : "figure-text"}
          style={{ "--length": Math.max(text.length, 1) }}
        >
          {text}
        </span>
        <span class="figure-change">
          {change && <Change percent={change.percent} lessIsBetter={lessIsBetter} />}
        </span>
      </dd>
    </div>
  );
}
