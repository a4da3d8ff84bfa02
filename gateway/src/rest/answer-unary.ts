import type { Backend } from "@backroom/kit";
import type { DescField, DescMethodUnary, Message } from "@bufbuild/protobuf";
import type { FastifyReply } from "fastify";
import { compileEncoder, compileFieldEncoder, type Encode } from "../codec/compile-encoder.ts";
import type { Call } from "../http/call-context.ts";

/** Forwards a request and sends the answer. */
export type Answer = (request: Message, call: Call, reply: FastifyReply) => Promise<unknown>;

/**
 * Compiles the answering of a unary rpc. When one field is the whole answer, its scalar, enum and
 * timestamp siblings go into headers such as `x-backroom-as-of`.
 */
export function compileUnaryAnswer(
  method: DescMethodUnary,
  responseField: DescField | undefined,
  backend: Backend,
): Answer {
  const encode = responseField ? compileFieldEncoder(responseField) : compileEncoder(method.output);
  const headers = responseField ? compileHeaders(method.output.fields, responseField) : [];
  return async (request, call, reply) => {
    const answer = await Promise.race([backend.unary(method, request, call.context), call.ended]);
    for (const [name, write] of headers) {
      const text = write(answer);
      if (text !== "null") reply.header(name, text.replace(/^"|"$/g, ""));
    }
    return reply.header("content-type", "application/json; charset=utf-8").send(encode(answer));
  };
}

/** Lists the headers that the other fields of a response become. */
export function compileHeaders(
  fields: readonly DescField[],
  responseField: DescField,
): readonly (readonly [string, Encode])[] {
  return fields
    .filter((field) => field !== responseField && isHeader(field))
    .map((field) => [`x-backroom-${field.name.replaceAll("_", "-")}`, compileFieldEncoder(field)]);
}

/** Whether a field can be a header. */
function isHeader(field: DescField): boolean {
  if (field.fieldKind === "scalar" || field.fieldKind === "enum") return true;
  return field.message?.typeName === "google.protobuf.Timestamp";
}
