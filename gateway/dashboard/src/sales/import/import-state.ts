import type { Problem, Reading } from "@backroom/import/sales-file";
import { signal } from "@preact/signals";

/** How far an import is. */
export interface ImportState {
  readonly file: File;
  readonly reading: Reading;
  readonly phase: "checking" | "sending" | "paused" | "done" | "failed" | "cancelled";
  /** How much of the file was worked off, in bytes. */
  readonly bytes: number;
  /** How many rows of it were read. */
  readonly read: number;
  readonly added: number;
  readonly unchanged: number;
  readonly refused: number;
  /** After which line it went on, when it had been broken off. */
  readonly resumedAfter: number | undefined;
  /** Whether the file had been imported before, so that nothing was sent. */
  readonly isOld: boolean;
  /** How many rows were settled in a second, on average; 0 before the first. */
  readonly rowsPerSecond: number;
  /** How long it will probably take, in milliseconds; undefined when that cannot be said yet. */
  readonly remainingMs: number | undefined;
  /** Why it waits for the server, or has failed. */
  readonly note: string | undefined;
  /** The rows that were refused, once it is done. */
  readonly problems: readonly Problem[];
}

/** The import of this page, which goes on while others pages are looked at; undefined for none. */
export const importState = signal<ImportState | undefined>(undefined);

/** The file that was chosen and is not imported yet. */
export const chosenFile = signal<File | undefined>(undefined);

/** Whether an import is under way. */
export function isRunning({ phase }: Pick<ImportState, "phase">): boolean {
  return phase === "checking" || phase === "sending" || phase === "paused";
}
