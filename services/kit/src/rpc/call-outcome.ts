import type { DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { Histogram, type Registry } from "prom-client";

const unreachableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "53300", // too_many_connections
  "08000",
  "08003",
  "08006",
]);

const lostConnection =
  /connection terminated|timeout exceeded when trying to connect|socket hang up|not queryable/i;

/** PostgreSQL's query_canceled: a statement took longer than its call had time left. */
const statementTimeout = "57014";

/** Whether an error, or what caused it, says that a store could not be reached. */
function isUnreachable(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (unreachableCodes.has(String((error as { code?: unknown }).code))) return true;
    if (lostConnection.test(error.message)) return true;
  }
  return false;
}

/**
 * Makes of anything thrown the error that the caller is told: a ConnectError as it is, a store
 * that cannot be reached as UNAVAILABLE, an abort as CANCELED or DEADLINE_EXCEEDED, as also a
 * statement that ran out of time, and all else as INTERNAL without a word of what went wrong inside.
 */
export function toConnectError(thrown: unknown): ConnectError {
  if (thrown instanceof ConnectError) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") {
    return new ConnectError("the call was canceled", Code.Canceled);
  }
  if (thrown instanceof Error && thrown.name === "TimeoutError") {
    return new ConnectError("the deadline has passed", Code.DeadlineExceeded);
  }
  if (thrown instanceof Error && "code" in thrown && thrown.code === statementTimeout) {
    return new ConnectError("the deadline has passed", Code.DeadlineExceeded);
  }
  if (isUnreachable(thrown)) {
    return new ConnectError("a store cannot be reached just now", Code.Unavailable);
  }
  return new ConnectError("internal error", Code.Internal);
}

/** Counts calls and their seconds, by rpc and code. */
export interface CallMetrics {
  observe(method: DescMethod, code: Code | undefined, seconds: number): void;
}

const metricName = "backroom_rpc_seconds";

type Labels = "service" | "rpc" | "code";

/** Makes the call metrics of a process; all services in it share them. */
export function createCallMetrics(registry: Registry): CallMetrics {
  const known = registry.getSingleMetric(metricName) as Histogram<Labels> | undefined;
  const histogram =
    known ??
    new Histogram<Labels>({
      name: metricName,
      help: "Seconds that calls took, by service, rpc and Connect code.",
      labelNames: ["service", "rpc", "code"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    });
  return {
    observe(method, code, seconds) {
      const name = code === undefined ? "ok" : (Code[code] ?? "unknown");
      histogram.labels(method.parent.typeName, method.name, name).observe(seconds);
    },
  };
}
