import type { IncomingMessage } from "node:http";
import { answerClientError } from "./answer-client-error.ts";

/** Hangs up on a request whose body takes longer to arrive; its answer may take longer. */
export function limitArrival(request: IncomingMessage, maxMs: number): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
  if (request.httpVersionMajor === 1 && length === "0" && encoding === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    const error = Object.assign(new Error("slow"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
    if (request.httpVersionMajor === 1) answerClientError(error, request.socket);
    else request.destroy();
  }, maxMs);
  for (const end of ["end", "close"]) request.once(end, () => clearTimeout(timer));
}
