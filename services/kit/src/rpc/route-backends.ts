import type { DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { Backend } from "./call.ts";

/** Makes one backend of several, choosing by the full name of the service that is called. */
export function routeBackends(backends: ReadonlyMap<string, Backend>): Backend {
  /** Finds who serves a method. */
  function find(method: DescMethod): Backend {
    const backend = backends.get(method.parent.typeName);
    if (backend) return backend;
    throw new ConnectError(`${method.parent.typeName} is not served here`, Code.Unimplemented);
  }
  return {
    unary: (method, request, context) => find(method).unary(method, request, context),
    serverStream: (method, request, context) => find(method).serverStream(method, request, context),
    clientStream: (method, requests, context) =>
      find(method).clientStream(method, requests, context),
  };
}
