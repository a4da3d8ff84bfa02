import type { Caller } from "@backroom/kit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { KeyRing } from "./key-ring.ts";
import { requireKey } from "./require-key.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls; on public paths nobody in particular. */
    caller: Caller;
  }
}

const nobody: Caller = { name: "anonymous" };
const publicPath = /^\/(?:healthz|readyz|openapi\.json|(?:docs|dashboard)(?:\/[^?]*)?)?\/?(?:\?|$)/;

/** Whether a URL is open to everybody: health, the documentation, the dashboard's files, and `/`. */
export function isPublic(url: string): boolean {
  return publicPath.test(url);
}

/** Finds out who makes a request. Throws ConnectError UNAUTHENTICATED when it may not. */
export function admit(request: FastifyRequest, keys: KeyRing): void {
  request.caller = nobody;
  if (isPublic(request.raw.url ?? "")) return;
  const apiKey = request.headers["x-api-key"];
  request.caller = requireKey(keys, {
    apiKey: typeof apiKey === "string" ? apiKey : undefined,
    authorization: request.headers.authorization,
  });
}

/** Checks the key of every request before anything of its body is read. */
export function installKeyCheck(app: FastifyInstance, keys: KeyRing): void {
  app.decorateRequest("caller");
  app.addHook("onRequest", (request, _reply, done) => {
    try {
      admit(request, keys);
      done();
    } catch (thrown) {
      done(thrown as Error);
    }
  });
}
