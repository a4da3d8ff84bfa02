import { Code } from "@connectrpc/connect";
import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../http/error-answer.ts";

/** The content types of a unary call in Connect's own protocol, whose body is the bare message. */
export const unaryType = /^application\/(?:json|proto) *(?:;|$)/i;
const streamType = /^application\/connect\+(?:json|proto) *(?:;|$)/i;
const webType = /^application\/grpc-web(?:\+json|\+proto)? *(?:;|$)/i;
const grpcType = /^application\/grpc(?:\+json|\+proto)? *(?:;|$)/i;

/**
 * Checks of a call on the Connect surface what the library would refuse without a word.
 *
 * @throws HttpError naming what is wrong.
 */
export function checkHead({ raw }: FastifyRequest, reply: FastifyReply, isUnary: boolean): void {
  if (raw.method !== "POST") {
    reply.header("allow", "POST");
    throw new HttpError(405, Code.Unimplemented, `${raw.method} is not allowed here`);
  }
  if (!URL.canParse(raw.url ?? "", `http://${raw.headers.host ?? raw.headers[":authority"]}`)) {
    throw new HttpError(400, Code.InvalidArgument, "host: is not a host name");
  }
  const type = raw.headers["content-type"] ?? "";
  if ((isUnary ? unaryType : streamType).test(type) || webType.test(type)) return;
  if (raw.httpVersionMajor > 1 && grpcType.test(type)) return;
  const types = isUnary
    ? "application/json or application/proto"
    : "application/connect+json or +proto";
  throw new HttpError(
    415,
    Code.InvalidArgument,
    `content-type: must be ${types}, or application/grpc-web+proto or +json`,
  );
}
