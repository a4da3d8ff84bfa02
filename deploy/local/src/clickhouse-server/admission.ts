import { ClickHouseError } from "./clickhouse-error.ts";

/** A bounded number of places in which statements run, and a bounded queue before them. */
export interface Admission {
  /** Waits for a place and answers its release; fails at once when the queue is full. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** Makes an admission of `places` statements at a time with at most `queueLength` waiting. */
export function createAdmission(places: number, queueLength: number): Admission {
  let free = places;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  function takePlace(): () => void {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  }

  async function enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (free > 0) {
      free--;
      return takePlace();
    }
    if (waiting.length >= queueLength) {
      const message = `Too many simultaneous queries. Maximum: ${places} running and ${queueLength} waiting`;
      throw new ClickHouseError(202, "TOO_MANY_SIMULTANEOUS_QUERIES", message);
    }
    return new Promise((resolve, reject) => {
      const next = () => {
        signal.removeEventListener("abort", onAbort);
        resolve(takePlace());
      };
      const onAbort = () => {
        waiting.splice(waiting.indexOf(next), 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      waiting.push(next);
    });
  }

  return { enter };
}
