import { createHash } from "node:crypto";
import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";

/** Hashes a request without its idempotency key, so that a retry can be told from another request. */
export function hashRequest<M extends DescMessage>(schema: M, request: MessageShape<M>): Buffer {
  const bare = { ...request, idempotencyKey: undefined };
  return createHash("sha256").update(schema.typeName).update(toBinary(schema, bare)).digest();
}
