import type { Answer, Question, WorkerCalls } from "./worker-messages.ts";

interface Asked {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Reads a file in a thread of its own, so that the page never waits for it. */
export class SalesFileReader {
  readonly #worker = new Worker(new URL("./read-worker.ts", import.meta.url), { type: "module" });
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #isClosed = false;

  /** @param onBytes told how far a file is read while it is named. */
  constructor(onBytes: (bytes: number) => void = () => undefined) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.bytes !== undefined) return onBytes(data.bytes);
      const asked = this.#asked.get(data.id);
      this.#asked.delete(data.id);
      if (data.error !== undefined) asked?.reject(new Error(data.error));
      else asked?.resolve(data.result as never);
    });
    this.#worker.addEventListener("error", ({ message }) => {
      for (const { reject } of this.#asked.values()) reject(new Error(message || "it broke off"));
      this.#asked.clear();
    });
  }

  /** Asks the worker. */
  ask<K extends keyof WorkerCalls>(
    call: K,
    ...args: Parameters<WorkerCalls[K]>
  ): ReturnType<WorkerCalls[K]> {
    if (this.#isClosed) return Promise.reject(new Error("it was closed")) as never;
    const { promise, resolve, reject } = Promise.withResolvers<never>();
    const id = ++this.#lastId;
    this.#asked.set(id, { resolve, reject });
    this.#worker.postMessage({ id, call, args } satisfies Question);
    return promise as ReturnType<WorkerCalls[K]>;
  }

  /** Ends the thread, and fails what it was asked. */
  close(): void {
    this.#isClosed = true;
    this.#worker.terminate();
    for (const { reject } of this.#asked.values()) reject(new Error("it was closed"));
    this.#asked.clear();
  }
}
