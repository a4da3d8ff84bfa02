import type { Logger } from "./log.ts";
import type { BoundService } from "./rpc/bind-service.ts";

/** A service that is ready to be listened for: its rpcs, and what must be stopped in the end. */
export interface App {
  readonly services: readonly BoundService[];
  /** Stops background work, then closes connections to stores. */
  close(): Promise<void>;
}

/** Something running that can be stopped; resolves when all of it has ended. */
export interface Running {
  stop(): Promise<void>;
}

/** How long calls under way may take when a process stops, in milliseconds. */
export const drainMs = 7_000;

/**
 * Runs a process: starts it, tells its parent `ready`, and stops it on SIGTERM, SIGINT, or when the
 * parent that it was forked from has gone. Ends at once when that happens during the start, as
 * nothing has been promised to anybody by then. Ends with exit code 1 when the start fails or the
 * stop takes longer than 15 seconds, and otherwise with 0.
 */
export async function runProcess(log: Logger, start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, "stopping");
    if (!running) process.exit(0);
    setTimeout(() => {
      log.error("the stop took too long");
      process.exit(1);
    }, 15_000).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "the stop failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("disconnect", () => stop("the parent has gone"));
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
  running = await start().catch((error: unknown) => {
    log.fatal({ err: error }, error instanceof Error ? error.message : "the start failed");
    process.exit(1);
  });
  log.info("listening");
  process.send?.("ready");
}
