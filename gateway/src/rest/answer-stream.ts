import { Readable } from "node:stream";
import type { Backend } from "@backroom/kit";
import type { HttpBody } from "@backroom/proto/google/api/httpbody_pb";
import type { DescMethodServerStreaming, Message } from "@bufbuild/protobuf";
import { compileEncoder } from "../codec/compile-encoder.ts";
import { cutAtEnd } from "../http/call-life.ts";
import type { Answer } from "./answer-unary.ts";
import type { Binding } from "./binding.ts";

/**
 * Compiles the answering of a server stream: the raw pieces of a file, or one JSON object a line.
 * An error before the first piece is an ordinary error answer; after it, the connection is cut,
 * for a file that ends early must not look whole.
 */
export function compileStreamAnswer(
  method: DescMethodServerStreaming,
  binding: Binding,
  backend: Backend,
): Answer {
  const bodyName = binding.isRaw ? binding.responseField?.localName : undefined;
  const encode = bodyName === undefined ? compileEncoder(method.output) : undefined;

  /** The raw piece that a response carries. */
  function readBody(response: Message): HttpBody {
    return (response as unknown as Record<string, HttpBody>)[bodyName ?? ""] as HttpBody;
  }

  /** The bytes that a response becomes. */
  function write(response: Message): Uint8Array {
    return encode ? Buffer.from(`${encode(response)}\n`) : readBody(response).data;
  }

  return async (request, { context, life }, reply) => {
    const responses = cutAtEnd(life, backend.serverStream(method, request, context));
    const first = await responses.next();
    const contentType =
      first.done || encode ? "application/x-ndjson" : readBody(first.value).contentType;
    const stream = Readable.from(writeAll(first, responses, write), { objectMode: false });
    // A client that reads nothing keeps the stream from noticing that its time is over.
    life.signal.addEventListener("abort", () => stream.destroy(life.signal.reason));
    return reply.header("content-type", contentType).send(stream);
  };
}

/** Writes the first response and all that follow it, asking for the next only when it is wanted. */
async function* writeAll(
  first: IteratorResult<Message>,
  responses: AsyncGenerator<Message>,
  write: (response: Message) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await responses.next()) yield write(next.value);
  } finally {
    await responses.return(undefined);
  }
}
