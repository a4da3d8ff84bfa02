import type { DescField } from "@bufbuild/protobuf";
import { queryFields } from "../codec/compile-query-decoder.ts";
import { headerFields, headerName } from "../rest/answer-unary.ts";
import type { Binding } from "../rest/binding.ts";
import { isRequired } from "./field-rules.ts";
import type { Schema } from "./schema.ts";
import type { SchemaWriter } from "./schema-writer.ts";

/** An operation of the document, still with its parts apart, so that two can be made one. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly description: string;
  readonly pathFields: readonly DescField[];
  readonly parameters: readonly Schema[];
  readonly body: Schema | undefined;
  readonly answer: { readonly type: string; readonly schema: Schema };
  readonly headers: Schema;
}

/** Writes the operation of a binding. */
export function writeOperation(binding: Binding, writer: SchemaWriter): Operation {
  const { method, path, hasBody, responseField } = binding;
  const inPath = new Set(path.fields.map(({ field }) => field.name));
  const query = hasBody ? [] : queryFields(method.input, inPath);
  const key = method.input.fields.find(({ name }) => name === "idempotency_key");
  const parameters = [
    ...query.map((field) => writeParameter("query", field.name, field, writer)),
    ...(key ? [writeParameter("header", "Idempotency-Key", key, writer)] : []),
  ];
  const headers = responseField ? headerFields(method.output.fields, responseField) : [];
  return {
    id: method.name,
    tag: method.parent.name,
    description: String(
      writer.describe(`${method.parent.typeName}.${method.name}`).description ?? "",
    ),
    pathFields: path.fields.map(({ field }) => field),
    parameters,
    body: hasBody ? writeBody(binding, inPath, writer) : undefined,
    answer: writeAnswer(binding, writer),
    headers: Object.fromEntries(
      headers.map((field) => [headerName(field), withSchema(writer.writeField(field, "response"))]),
    ),
  };
}

/** Writes what a body may hold. */
function writeBody({ method }: Binding, inPath: ReadonlySet<string>, writer: SchemaWriter): Schema {
  if (inPath.size === 0) return writer.refer(method.input, "request");
  return writer.writeMessage(method.input, "request", inPath);
}

/** Writes what is answered, and in which media type. */
function writeAnswer(
  { method, responseField, isRaw }: Binding,
  writer: SchemaWriter,
): Operation["answer"] {
  if (isRaw) return { type: "*/*", schema: { type: "string" } };
  const type = method.methodKind === "unary" ? "application/json" : "application/x-ndjson";
  if (!responseField) return { type, schema: writer.refer(method.output, "response") };
  if (responseField.fieldKind === "message") {
    return { type, schema: writer.refer(responseField.message, "response") };
  }
  return { type, schema: writer.writeField(responseField, "response") };
}

/** Writes a parameter that a field of the request takes. */
function writeParameter(
  place: string,
  name: string,
  field: DescField,
  writer: SchemaWriter,
): Schema {
  const value = withSchema(writer.writeField(field, "request"));
  return { name, in: place, ...value, ...(isRequired(field) && { required: true }) };
}

/** Moves the description of a schema beside it. */
function withSchema({ description, ...schema }: Schema): Schema {
  return { ...(description !== undefined && { description }), schema };
}
