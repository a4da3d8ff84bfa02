import { ClickhouseError } from "./clickhouse-error.ts";
import { compareMirror } from "./compare-mirror.ts";
import type { Difference } from "./difference.ts";
import type { JobResult, JobSteps, Pace } from "./job-steps.ts";
import type { Leadership } from "./leadership.ts";
import { beginJob, finishJob, type MirrorJob, requestJob, tellProgress } from "./mirror-job.ts";
import { noteDifferences } from "./note-differences.ts";
import { runJob } from "./run-job.ts";

/** A job that was begun so often has made the mirror, or the process, fail each time. */
const maxAttempts = 3;

/** How often at most progress is noted. */
const tellIntervalMs = 250;

/** How long after a failure known damage is not tried again. */
const retryAfterMs = 60_000;

/** After a step of comparing, the mirror rests from it this many times as long as it took. */
const checkRestFactor = 9;

/** When so many rows came at once the mirror has enough to do: comparing waits this many times as long. */
const busyRows = 1_000;
const busyFactor = 10;

interface Running {
  readonly job: MirrorJob;
  readonly steps: JobSteps<JobResult>;
}

/** Does what the mirror is asked to do, step by step, while this process leads. */
export class Caretaker {
  readonly #leadership: Leadership;
  #running: Running | undefined;
  #progress = "";
  #toldProgress = "";
  #toldAtMs = 0;
  #notBeforeMs = 0;
  #round: JobSteps<void> | undefined;
  #checkAtMs: number;

  constructor(leadership: Leadership) {
    this.#leadership = leadership;
    this.#checkAtMs = performance.now() + leadership.state.options.checkIntervalMs;
  }

  /**
   * Takes the next step, in which nothing else writes to the mirror.
   *
   * @param rowCount how many rows were just copied.
   */
  async step(rowCount: number): Promise<Pace> {
    this.#running ??= await this.#begin();
    if (!this.#running) {
      await this.#check(rowCount >= busyRows);
      return "later";
    }
    const { job, steps } = this.#running;
    const { client } = this.#leadership;
    try {
      const { done, value } = await steps.next();
      if (!done) {
        await this.#tell(job);
        return value;
      }
      this.#running = undefined;
      await finishJob(client, job, value.outcome, value.summary);
      this.#leadership.state.options.log.info({ job: job.id, kind: job.kind, ...value }, "done");
      if (value.outcome === "FAILED") this.#notBeforeMs = performance.now() + retryAfterMs;
      return "later";
    } catch (error) {
      if (error instanceof ClickhouseError) {
        await tellProgress(client, job, `begins again, as ClickHouse failed: ${error.cause}`);
      }
      throw error;
    }
  }

  /** Abandons the job that is being done; whoever leads next begins it again. */
  async stop(): Promise<void> {
    await this.#running?.steps.return({ outcome: "FAILED", summary: "abandoned" });
  }

  /** Begins the next job, if there is any. */
  async #begin(): Promise<Running | undefined> {
    const { client, survey } = this.#leadership;
    const { job, damagedTables } = survey;
    if (!job) {
      const isDue = damagedTables.length > 0 && performance.now() >= this.#notBeforeMs;
      if (isDue) await requestJob(client, "RECONCILE", "the mirror");
      return undefined;
    }
    if (job.attempts >= maxAttempts) {
      const summary = `was begun ${job.attempts} times and failed each time`;
      await finishJob(client, job, "FAILED", summary);
      this.#notBeforeMs = performance.now() + retryAfterMs;
      return undefined;
    }
    await beginJob(client, job);
    this.#progress = this.#toldProgress; // What the job before told last is not told of this one.
    const tell = (progress: string) => {
      this.#progress = progress;
    };
    return { job, steps: runJob(this.#leadership, job, tell) };
  }

  /** Compares a little of the mirror with the ledger, when it is time; what differs makes a job. */
  async #check(isBusy: boolean): Promise<void> {
    const { state, client, survey } = this.#leadership;
    const { checkIntervalMs } = state.options;
    const beganAtMs = performance.now();
    const laterMs = isBusy ? (busyFactor - 1) * checkIntervalMs : 0;
    const isDue = checkIntervalMs > 0 && beganAtMs >= this.#checkAtMs + laterMs;
    if (!isDue || survey.damagedTables.length > 0) return;
    const note = (differences: readonly Difference[]) =>
      noteDifferences(state, client, differences);
    this.#round ??= compareMirror(this.#leadership, note, () => {});
    const { done } = await this.#round.next();
    const endedAtMs = performance.now();
    this.#checkAtMs =
      endedAtMs + Math.max(checkIntervalMs, checkRestFactor * (endedAtMs - beganAtMs));
    if (!done) return;
    this.#round = undefined;
    state.checkedAtMs = endedAtMs;
  }

  /** Notes how far a job has come, now and then. */
  async #tell(job: MirrorJob): Promise<void> {
    const nowMs = performance.now();
    if (this.#progress === this.#toldProgress || nowMs < this.#toldAtMs + tellIntervalMs) return;
    this.#toldProgress = this.#progress;
    this.#toldAtMs = nowMs;
    await tellProgress(this.#leadership.client, job, this.#progress);
  }
}
