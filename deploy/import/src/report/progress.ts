import { progress as createBar } from "@clack/prompts";

/** Shows how far a piece of work is. */
export interface Progress {
  /** Says how much of the total is done, and in words, which are asked for only when shown. */
  show(done: number, message: () => string): void;
  /** Says something once. */
  say(message: string): void;
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

const barIntervalMs = 100;

/** Shows a bar, from the first that is shown on. */
function startBar(title: string, total: number): Progress {
  const bar = createBar({ max: 1000, size: 40 });
  let isStarted = false;
  let shown = 0;
  let printedAt = 0;
  return {
    show(done, message) {
      if (performance.now() - printedAt < barIntervalMs) return;
      printedAt = performance.now();
      if (!isStarted) bar.start(title);
      isStarted = true;
      const due = Math.min(1000, Math.floor((done / total) * 1000));
      bar.advance(due - shown, `${title}: ${message()}`);
      shown = due;
    },
    say: (message) => (isStarted ? bar.message(message) : console.log(message)),
    stop: (message) => (isStarted ? bar.stop(message) : console.log(message)),
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
      console.log(`${title}: ${percent}${message()}`);
    },
    say: (message) => console.log(message),
    stop: (message) => console.log(message),
  };
}
