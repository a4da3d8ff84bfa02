import type { Caller } from "@backroom/kit";
import { type ContextValues, createContextKey, createContextValues } from "@connectrpc/connect";
import type { FastifyRequest } from "fastify";

/** Who calls, as the key interceptor found out. */
export const callerKey = createContextKey<Caller | undefined>(undefined);

/** The name of the request in logs. */
export const requestIdKey = createContextKey("");

/** Takes what the Connect surface needs over from the HTTP request. */
export function makeContextValues(request: FastifyRequest): ContextValues {
  return createContextValues().set(requestIdKey, request.id);
}
