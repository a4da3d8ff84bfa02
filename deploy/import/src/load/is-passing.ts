import { Code, ConnectError } from "@connectrpc/connect";

/** Answers after which the same call may well succeed. */
const passingCodes: readonly Code[] = [
  Code.Unavailable,
  Code.ResourceExhausted,
  Code.DeadlineExceeded,
];

/** How Node says that a connection was lost while a call was under way. */
const lostCodes: readonly string[] = [
  "ECONNRESET",
  "EPIPE",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ERR_STREAM_WRITE_AFTER_END",
];

/** Whether a call failed for a reason that passes, so that it may be made again. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ConnectError)) return false;
  return passingCodes.includes(error.code) || isTooSlow(error) || isLost(error);
}

/** Whether the server gave up waiting for the rest of a request, which Connect has no code for. */
function isTooSlow({ code, rawMessage }: ConnectError): boolean {
  return code === Code.Unknown && rawMessage === "HTTP 408";
}

/** Whether a call failed because the connection was lost, as it is when the server is killed. */
export function isLost(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("code" in each && lostCodes.includes(String(each.code))) return true;
  }
  return false;
}
