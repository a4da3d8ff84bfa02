import type { Backend } from "@backroom/kit";
import type { DescField, DescMessage, DescMethodUnary, Message } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { FastifyReply } from "fastify";
import { compileEncoder, compileFieldEncoder } from "../codec/compile-encoder.ts";
import { toCell } from "../csv/to-cell.ts";
import type { Call } from "../http/call-context.ts";
import { asksForCsv, csvType } from "./asks-for-csv.ts";
import type { Binding } from "./binding.ts";

/** Forwards a request and sends the answer. */
export type Answer = (request: Message, call: Call, reply: FastifyReply) => Promise<unknown>;

/** Sends a message as the answer. */
type Send = (answer: Message, reply: FastifyReply) => FastifyReply;

/** Compiles the answering of a unary rpc, as JSON or, where the contract has it, as CSV. */
export function compileUnaryAnswer(
  method: DescMethodUnary,
  binding: Binding,
  backend: Backend,
): Answer {
  const sendJson = compileJson(binding);
  const sendCsv = compileCsv(binding);
  return async (request, { context, life }, reply) => {
    if (sendCsv) reply.header("vary", "accept");
    const send = sendCsv && asksForCsv(reply.request) ? sendCsv : sendJson;
    return send(await Promise.race([backend.unary(method, request, context), life.ended]), reply);
  };
}

/** Compiles the sending of an answer as JSON. */
function compileJson({ method, responseField }: Binding): Send {
  const encode = responseField ? compileFieldEncoder(responseField) : compileEncoder(method.output);
  const setHeaders = compileHeaders(method.output, responseField);
  return (answer, reply) => {
    const text = encode(answer);
    setHeaders(answer, reply);
    return reply.header("content-type", "application/json; charset=utf-8").send(text);
  };
}

/** Compiles the sending of an answer as a CSV file named after the last word of the path. */
function compileCsv({ method, path, csv }: Binding): Send | undefined {
  if (!csv) return undefined;
  const setHeaders = compileHeaders(method.output, csv.rowsField);
  const name = path.text.split("/").findLast((segment) => !segment.startsWith("{"));
  return (answer, reply) => {
    const text = csv.write(answer);
    setHeaders(answer, reply);
    reply.header("content-disposition", `attachment; filename="${name}.csv"`);
    return reply.header("content-type", csvType).send(text);
  };
}

/** Compiles the setting of headers such as `x-backroom-as-of` from what is not in the body. */
function compileHeaders(desc: DescMessage, bodyField: DescField | undefined) {
  const headers = headerFields(desc, bodyField).map(
    (field) => [headerName(field), compileFieldEncoder(field)] as const,
  );
  return (answer: Message, reply: FastifyReply): void => {
    for (const [name, write] of headers) {
      const text = toCell(write(answer));
      if (text !== "") reply.header(name, text);
    }
  };
}

/**
 * Lists the scalar, enum and timestamp fields of a response that become headers because another
 * one is the whole body; none when the body is the whole response.
 */
export function headerFields(
  desc: DescMessage,
  bodyField: DescField | undefined,
): readonly DescField[] {
  if (!bodyField) return [];
  return desc.fields.filter((field) => {
    if (field === bodyField) return false;
    if (field.fieldKind === "scalar" || field.fieldKind === "enum") return true;
    return field.fieldKind === "message" && field.message.typeName === TimestampSchema.typeName;
  });
}

/** The header that a field becomes. */
export function headerName(field: DescField): string {
  return `x-backroom-${field.name.replaceAll("_", "-")}`;
}
