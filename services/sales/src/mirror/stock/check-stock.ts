import type { JobResult, JobSteps, Tell } from "../job-steps.ts";
import type { Leadership } from "../leadership.ts";

/**
 * Ends a job with the stock, which is copied anew from the inventory and compared with what was
 * there. When the inventory is away the copy stays as it is: a rebuild loses nothing by that, but a
 * comparison cannot say that all is equal.
 */
export async function* checkStock(
  { state: { stock } }: Leadership,
  tell: Tell,
  result: JobResult,
): JobSteps<JobResult> {
  if (!stock || result.outcome === "FAILED") return result;
  tell("copying the stock");
  let isSettled = false;
  const settled = stock.refill().then(
    (refilled) => ({ refilled, error: undefined }),
    (error: unknown) => ({ refilled: undefined, error }),
  );
  settled.then(() => {
    isSettled = true;
  });
  while (!isSettled) yield "later";
  const { refilled, error } = await settled;
  if (!refilled) {
    const summary = `${result.summary}; the stock could not be compared and stays as it was: ${error}`;
    return { outcome: result.outcome === "EQUAL" ? "FAILED" : result.outcome, summary };
  }
  const { itemCount, wrongCount } = refilled;
  const summary = `${result.summary}; the stock was copied anew: ${itemCount} items, ${wrongCount} were wrong`;
  if (wrongCount === 0) return { outcome: result.outcome, summary };
  return { outcome: result.outcome === "EQUAL" ? "REPAIRED" : result.outcome, summary };
}
