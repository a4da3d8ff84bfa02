import { type Logger, toConnectError } from "@backroom/kit";
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { requestIdKey } from "./caller-values.ts";

/** Tells the caller of an error no more than it should know, and logs what is our own fault. */
export function createErrorInterceptor(log: Logger): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (thrown) {
      const error = toConnectError(thrown);
      if (!(thrown instanceof ConnectError) || error.code === Code.Internal) {
        const requestId = request.contextValues.get(requestIdKey);
        log.error({ err: thrown, rpc: request.method.toString(), requestId }, "call failed");
      }
      throw error;
    }
  };
}
