import { type Backend, type CallContext, unavailable } from "@backroom/kit";
import type { DescService, Message } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import { listMethods } from "../public-method.ts";
import type { CallTimeouts } from "../rest/register-rest.ts";
import { callerKey, requestIdKey } from "./caller-values.ts";

/** Makes the implementation of a service that forwards each of its rpcs to its backend. */
export function forwardService(
  desc: DescService,
  backend: Backend | undefined,
  { unaryTimeoutMs, streamTimeoutMs }: CallTimeouts,
): Partial<ServiceImpl<DescService>> {
  const reachable = backend ?? absent(desc);
  return Object.fromEntries(
    listMethods(desc).map((method) => {
      if (method.methodKind === "unary") {
        return [
          method.localName,
          (request: Message, handler: HandlerContext) => {
            const context = openContext(handler, unaryTimeoutMs);
            return Promise.race([
              reachable.unary(method, request, context),
              rejectOn(context.signal),
            ]);
          },
        ];
      }
      if (method.methodKind !== "server_streaming")
        throw new Error(`${method} cannot be forwarded`);
      return [
        method.localName,
        (request: Message, handler: HandlerContext) =>
          reachable.serverStream(method, request, openContext(handler, streamTimeoutMs)),
      ];
    }),
  );
}

/** Makes the context of a forwarded call. */
function openContext(handler: HandlerContext, maxTimeoutMs: number): CallContext {
  const caller = handler.values.get(callerKey);
  if (!caller) throw new ConnectError("an API key is required", Code.Unauthenticated);
  const timeoutMs = Math.max(0, Math.min(handler.timeoutMs() ?? maxTimeoutMs, maxTimeoutMs));
  return {
    caller,
    requestId: handler.values.get(requestIdKey),
    signal: AbortSignal.any([handler.signal, AbortSignal.timeout(timeoutMs)]),
    deadlineMs: Date.now() + timeoutMs,
  };
}

/** Rejects when a signal is aborted. */
function rejectOn(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return promise;
}

/** Stands for a backend that is not configured. */
function absent(desc: DescService): Backend {
  const problem = () => unavailable(`${desc.typeName} is not connected`);
  return {
    unary: () => Promise.reject(problem()),
    serverStream: () => {
      throw problem();
    },
  };
}
