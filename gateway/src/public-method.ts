import type {
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
} from "@bufbuild/protobuf";

/** An rpc that the gateway can forward. */
export type PublicMethod = DescMethodUnary | DescMethodServerStreaming;

/** Whether an rpc has one request and one response. */
function isUnary(method: DescMethod): method is DescMethodUnary {
  return method.methodKind === "unary";
}

/** Whether an rpc has one request and a stream of responses. */
function isServerStream(method: DescMethod): method is DescMethodServerStreaming {
  return method.methodKind === "server_streaming";
}

/** Lists the rpcs of a service. Throws Error for one that takes a stream. */
export function listMethods(service: DescService): readonly PublicMethod[] {
  return service.methods.map((method) => {
    if (isUnary(method) || isServerStream(method)) return method;
    throw new Error(`${method} takes a stream, which the gateway does not forward`);
  });
}
