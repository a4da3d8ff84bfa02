import { progress as createBar } from "@clack/prompts";

/** Shows how far a piece of work is. */
export interface Progress {
  /** Says how much of the total is done, and in words. */
  show(done: number, message: string): void;
  /** Ends the showing with a last word. */
  stop(message: string): void;
}

/**
 * Begins to show the progress of a piece of work.
 *
 * @param total what `done` will be at the end; undefined when nobody knows.
 */
export type StartProgress = (title: string, total: number | undefined) => Progress;

/** Begins to show progress: a bar on a terminal, a plain line every few seconds elsewhere. */
export function startProgress(title: string, total: number | undefined): Progress {
  return process.stdout.isTTY && total ? startBar(title, total) : startLines(title, total);
}

/** Shows a bar. */
function startBar(title: string, total: number): Progress {
  const bar = createBar({ max: 1000, size: 40 });
  let shown = 0;
  bar.start(title);
  return {
    show(done, message) {
      const due = Math.min(1000, Math.floor((done / total) * 1000));
      bar.advance(due - shown, `${title}: ${message}`);
      shown = due;
    },
    stop: (message) => bar.stop(message),
  };
}

const lineIntervalMs = 5000;

/** Prints lines, few of them. */
function startLines(title: string, total: number | undefined): Progress {
  let printedAt = performance.now();
  return {
    show(done, message) {
      if (performance.now() - printedAt < lineIntervalMs) return;
      printedAt = performance.now();
      const percent = total ? `${Math.floor((done / total) * 100)} %, ` : "";
      console.log(`${title}: ${percent}${message}`);
    },
    stop: (message) => console.log(message),
  };
}
