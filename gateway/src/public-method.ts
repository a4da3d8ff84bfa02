import type {
  DescMethod,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
} from "@bufbuild/protobuf";

/** An rpc that the gateway can forward. */
export type PublicMethod = RestMethod | DescMethodClientStreaming;

/** An rpc that REST can reach: its request is one. */
export type RestMethod = DescMethodUnary | DescMethodServerStreaming;

/** Whether an rpc has one request and one response. */
function isUnary(method: DescMethod): method is DescMethodUnary {
  return method.methodKind === "unary";
}

/** Whether an rpc has one request and a stream of responses. */
function isServerStream(method: DescMethod): method is DescMethodServerStreaming {
  return method.methodKind === "server_streaming";
}

/** Whether an rpc has a stream of requests and one response. */
export function isClientStream(method: DescMethod): method is DescMethodClientStreaming {
  return method.methodKind === "client_streaming";
}

/** Lists the rpcs of a service. Throws Error for one that streams both ways. */
export function listMethods(service: DescService): readonly PublicMethod[] {
  return service.methods.map((method) => {
    if (isUnary(method) || isServerStream(method) || isClientStream(method)) return method;
    throw new Error(`${method} streams both ways, which the gateway does not forward`);
  });
}

/** Lists the paths of the rpcs that take a stream, whose bodies may be of any length. */
export function listStreamPaths(services: readonly DescService[]): ReadonlySet<string> {
  const methods = services.flatMap(listMethods).filter(isClientStream);
  return new Set(methods.map(({ parent, name }) => `/${parent.typeName}/${name}`));
}
