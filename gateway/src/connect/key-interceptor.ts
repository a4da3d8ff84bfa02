import type { Interceptor } from "@connectrpc/connect";
import type { KeyRing } from "../http/key-ring.ts";
import { requireKey } from "../http/require-key.ts";
import { callerKey } from "./caller-values.ts";

/** Admits a call to the Connect surface by its API key, and says who calls. */
export function createKeyInterceptor(keys: KeyRing): Interceptor {
  return (next) => (request) => {
    const caller = requireKey(keys, {
      apiKey: request.header.get("x-api-key") ?? undefined,
      authorization: request.header.get("authorization") ?? undefined,
    });
    request.contextValues.set(callerKey, caller);
    return next(request);
  };
}
