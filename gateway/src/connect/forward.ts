import { type Backend, invalidArgument, unavailable } from "@backroom/kit";
import type { DescMethod, DescService, Message } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import type { Call } from "../http/call-context.ts";
import { beginLife, cutAtEnd } from "../http/call-life.ts";
import { listMethods } from "../public-method.ts";
import { compileHeaderReader } from "../rest/idempotency-key.ts";
import type { CallTimeouts } from "../rest/register-rest.ts";
import { callerKey, requestIdKey } from "./caller-values.ts";

/**
 * Makes the implementation of a service that forwards each of its rpcs to its backend.
 *
 * @param stopping aborted when the gateway stops, which ends streams of requests: they would go on.
 */
export function forwardService(
  desc: DescService,
  backend: Backend = absent(desc),
  { unaryTimeoutMs, streamTimeoutMs }: CallTimeouts,
  stopping: AbortSignal,
): Partial<ServiceImpl<DescService>> {
  return Object.fromEntries(
    listMethods(desc).map((method) => {
      const { localName } = method;
      const readKey = compileHeaderReader(method.input);
      if (method.methodKind === "unary") {
        const forward = async (request: Message, handler: HandlerContext) => {
          readKey?.(request, handler.requestHeader.get("idempotency-key") ?? undefined);
          const { context, life } = openCall(handler, unaryTimeoutMs);
          try {
            return await Promise.race([backend.unary(method, request, context), life.ended]);
          } finally {
            life.finish();
          }
        };
        return [localName, forward];
      }
      if (method.methodKind === "client_streaming") {
        const forward = async (requests: AsyncIterable<Message>, handler: HandlerContext) => {
          const { context, life } = openCall(handler, streamTimeoutMs);
          stopping.addEventListener("abort", life.stop);
          if (stopping.aborted) life.stop();
          try {
            const answer = backend.clientStream(method, readMessages(method, requests), context);
            return await Promise.race([answer, life.ended]);
          } finally {
            stopping.removeEventListener("abort", life.stop);
            life.finish();
          }
        };
        return [localName, forward];
      }
      const forward = async function* (request: Message, handler: HandlerContext) {
        const { context, life } = openCall(handler, streamTimeoutMs);
        try {
          yield* cutAtEnd(life, backend.serverStream(method, request, context));
        } finally {
          life.finish();
        }
      };
      return [localName, forward];
    }),
  );
}

/** Opens a forwarded call. */
function openCall(handler: HandlerContext, maxTimeoutMs: number): Call {
  const caller = handler.values.get(callerKey);
  if (!caller) throw new ConnectError("an API key is required", Code.Unauthenticated);
  const life = beginLife(Math.max(0, Math.min(handler.timeoutMs() ?? maxTimeoutMs, maxTimeoutMs)));
  handler.signal.addEventListener("abort", () => life.leave(), { once: true });
  const requestId = handler.values.get(requestIdKey);
  return { context: { caller, requestId, signal: life.signal, deadlineMs: life.deadlineMs }, life };
}

/** Reads the messages of a stream. What the library calls a fault of its own was not one. */
async function* readMessages({ input }: DescMethod, messages: AsyncIterable<Message>) {
  try {
    yield* messages;
  } catch (thrown) {
    if (!(thrown instanceof ConnectError) || thrown.code !== Code.Internal) throw thrown;
    throw invalidArgument("body", `is not a ${input.typeName} in protobuf's binary form`);
  }
}

/** Stands for a backend that is not configured. */
function absent(desc: DescService): Backend {
  const problem = () => unavailable(`${desc.typeName} is not connected`);
  return {
    unary: () => Promise.reject(problem()),
    clientStream: () => Promise.reject(problem()),
    serverStream: () => {
      throw problem();
    },
  };
}
