import type { ComponentChildren } from "preact";

interface Props {
  readonly look?: "neutral" | "good" | "warning" | "bad";
  readonly children: ComponentChildren;
}

/** A short word about the state of something. */
export function Badge({ look = "neutral", children }: Props) {
  return <span class={`badge ${look}`}>{children}</span>;
}
