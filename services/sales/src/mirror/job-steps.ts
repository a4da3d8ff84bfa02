import type { JobOutcome } from "./mirror-job.ts";

/** Whether a job goes on as soon as what is new has been mirrored, or waits for something and can be asked later. */
export type Pace = "at once" | "later";

/** How a job ended. */
export interface JobResult {
  readonly outcome: JobOutcome;
  /** What was done, for people. */
  readonly summary: string;
}

/**
 * A job as steps, between which the mirror follows the ledger: while a step runs, nothing else
 * writes to the mirror.
 */
export type JobSteps<Result> = AsyncGenerator<Pace, Result, void>;

/** Tells how far a job has come, for people. */
export type Tell = (progress: string) => void;
