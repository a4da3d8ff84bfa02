import { hash } from "node:crypto";
import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";

/** Hashes a request without its idempotency key, so that a retry can be told from another request. */
export function hashRequest<M extends DescMessage>(schema: M, request: MessageShape<M>): Buffer {
  const bare = { ...request, idempotencyKey: undefined };
  return hash(
    "sha256",
    Buffer.concat([Buffer.from(schema.typeName), toBinary(schema, bare)]),
    "buffer",
  );
}
