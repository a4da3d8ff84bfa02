import { type Backend, unavailable } from "@backroom/kit";
import { Code } from "@connectrpc/connect";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { openCall } from "../http/call-context.ts";
import { HttpError } from "../http/error-answer.ts";
import { compileStreamAnswer } from "./answer-stream.ts";
import { type Answer, compileUnaryAnswer } from "./answer-unary.ts";
import type { Binding } from "./binding.ts";
import { compileChoice, type PathTexts } from "./choose-binding.ts";
import { compileReadRequest } from "./read-request.ts";

/** How long calls may take, in milliseconds. */
export interface CallTimeouts {
  readonly unaryTimeoutMs: number;
  readonly streamTimeoutMs: number;
}

/** Registers a route for every shape of path that the contract binds, in its own scope. */
export function registerRest(
  app: FastifyInstance,
  bindings: readonly Binding[],
  backends: ReadonlyMap<string, Backend>,
  timeouts: CallTimeouts,
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json *(?:;|$)/i,
    { parseAs: "buffer" },
    (_request, body, done) => done(null, body),
  );
  const groups = Map.groupBy(bindings, ({ verb, path }) => `${verb} ${path.shape}`);
  for (const group of groups.values()) registerShape(app, group, backends, timeouts);
}

/** Registers the route of the bindings that share a verb and a shape. */
function registerShape(
  app: FastifyInstance,
  group: readonly Binding[],
  backends: ReadonlyMap<string, Backend>,
  timeouts: CallTimeouts,
): void {
  const choose = compileChoice(
    group.map((binding) => ({
      path: binding.path,
      read: compileReadRequest(binding),
      answer: compileAnswer(binding, backends),
      timeoutMs:
        binding.method.methodKind === "unary" ? timeouts.unaryTimeoutMs : timeouts.streamTimeoutMs,
    })),
  );

  /** Answers one request. */
  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { read, answer, timeoutMs } = choose(request.params as PathTexts);
    const message = read(request);
    return answer(message, openCall(request, reply, timeoutMs), reply);
  }
  for (const { verb, path, method } of group.slice(0, 1)) {
    const exposeHeadRoute = method.methodKind === "unary";
    app.route({ method: verb, url: path.shape, exposeHeadRoute, handler: handle });
    // Unless refused here, HEAD /sales/export would be taken for that of a sale named export.
    if (!exposeHeadRoute) app.head(path.shape, async (_, reply) => refuseHead(reply, verb));
  }
}

/** Refuses HEAD, for the head of a stream is known only once it has begun. */
function refuseHead(reply: FastifyReply, verb: string): never {
  reply.header("allow", verb);
  throw new HttpError(405, Code.Unimplemented, "HEAD is not allowed here");
}

/** Chooses how the rpc of a binding is answered. */
function compileAnswer(binding: Binding, backends: ReadonlyMap<string, Backend>): Answer {
  const { method } = binding;
  const backend = backends.get(method.parent.typeName);
  if (!backend) {
    return async () => {
      throw unavailable(`${method.parent.typeName} is not connected`);
    };
  }
  if (method.methodKind === "unary") return compileUnaryAnswer(method, binding, backend);
  return compileStreamAnswer(method, binding, backend);
}
