import type { ComponentChildren } from "preact";

/** One of the things that are compared. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  /** How long the bar is, 0 to 1. */
  readonly share: number;
  /** The figure at its end. */
  readonly figure: string;
  readonly extra?: ComponentChildren;
  /** What all others make together. */
  readonly rest?: boolean;
  /** What a click on the name does, and what it is called. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Names with a bar and a figure each, the greatest first. */
export function BarList({ label, bars }: { label: string; bars: readonly Bar[] }) {
  return (
    <ol class="bar-list" aria-label={label}>
      {bars.map(({ key, name, share, figure, extra, rest, action }) => (
        <li key={key} class={rest ? "rest" : undefined}>
          {action ? (
            <button type="button" class="bar-name" aria-label={action.label} onClick={action.run}>
              {name}
            </button>
          ) : (
            <span class="bar-name">{name}</span>
          )}
          <span class="bar-figure">{figure}</span>
          <span class="bar-extra">{extra}</span>
          <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.max(0, Math.min(1, share)) * 100} height="4" />
          </svg>
        </li>
      ))}
    </ol>
  );
}
