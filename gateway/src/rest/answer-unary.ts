import type { Backend } from "@backroom/kit";
import type { DescField, DescMethodUnary, Message } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { FastifyReply } from "fastify";
import { compileEncoder, compileFieldEncoder } from "../codec/compile-encoder.ts";
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
  const siblings = responseField ? headerFields(method.output.fields, responseField) : [];
  const headers = siblings.map((field) => [headerName(field), compileFieldEncoder(field)] as const);
  return async (request, { context, life }, reply) => {
    const answer = await Promise.race([backend.unary(method, request, context), life.ended]);
    for (const [name, write] of headers) {
      const text = write(answer);
      if (text !== "null") reply.header(name, text.replace(/^"|"$/g, ""));
    }
    return reply.header("content-type", "application/json; charset=utf-8").send(encode(answer));
  };
}

/** Lists the other fields of a response, which become headers when one field is the answer. */
export function headerFields(
  fields: readonly DescField[],
  responseField: DescField,
): readonly DescField[] {
  return fields.filter((field) => {
    if (field === responseField) return false;
    if (field.fieldKind === "scalar" || field.fieldKind === "enum") return true;
    return field.fieldKind === "message" && field.message.typeName === TimestampSchema.typeName;
  });
}

/** The header that a field becomes. */
export function headerName(field: DescField): string {
  return `x-backroom-${field.name.replaceAll("_", "-")}`;
}
