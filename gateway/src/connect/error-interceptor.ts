import type { Logger } from "@backroom/kit";
import type { Interceptor } from "@connectrpc/connect";
import { findRetrySeconds, isOwnFault, readError } from "../http/error-answer.ts";
import { requestIdKey } from "./caller-values.ts";

/** Tells the caller of an error no more than it should know, and logs what is the gateway's own fault. */
export function createErrorInterceptor(log: Logger): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (thrown) {
      const error = readError(thrown);
      if (error !== thrown && isOwnFault(error)) {
        const requestId = request.contextValues.get(requestIdKey);
        log.error({ err: thrown, rpc: request.method.toString(), requestId }, "call failed");
      }
      const retrySeconds = findRetrySeconds(error);
      if (retrySeconds !== undefined) error.metadata.set("retry-after", String(retrySeconds));
      throw error;
    }
  };
}
