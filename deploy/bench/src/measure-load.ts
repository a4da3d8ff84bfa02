import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Work } from "./work.ts";

const load = fileURLToPath(new URL("./load.ts", import.meta.url));

/** How fast some work was done. */
export interface Speed {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Sends requests from several connections for some seconds.
 *
 * @throws Error when any request fails: a wrong answer is not a fast one.
 */
export async function measureLoad(
  url: string,
  work: Work,
  connections: number,
  seconds: number,
): Promise<Speed> {
  const child = spawn(process.execPath, [load], { stdio: ["pipe", "pipe", "inherit"] });
  const headers = { "x-api-key": "123", "content-type": "application/json" };
  const requests = work.makeRequests();
  child.stdin.end(JSON.stringify({ url, connections, duration: seconds, headers, requests }));
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
  const result = JSON.parse(output);
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) {
    const { errors, timeouts, statusCodeStats } = result;
    const why = JSON.stringify({ errors, timeouts, statusCodeStats });
    throw new Error(`${failed} requests of ${work.name} failed at ${url}: ${why}`);
  }
  return {
    requestsPerSecond: result.requests.total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}
