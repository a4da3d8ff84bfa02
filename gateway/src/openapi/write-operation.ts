import type { DescField } from "@bufbuild/protobuf";
import { queryFields } from "../codec/compile-query-decoder.ts";
import type { CsvTable } from "../csv/compile-table.ts";
import { headerFields, headerName } from "../rest/answer-unary.ts";
import { formatParameter } from "../rest/asks-for-csv.ts";
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
  /** The answer as CSV; undefined when there is no such form. */
  readonly csv: Schema | undefined;
  readonly headers: Schema;
}

const formParameter = {
  name: formatParameter.name,
  in: "query",
  description: `The form of the answer, in any case. When absent it is CSV if the header \`Accept\` \
prefers \`text/csv\`, else JSON.`,
  schema: { type: "string", enum: formatParameter.values },
};

/** Writes the operation of a binding. */
export function writeOperation(binding: Binding, writer: SchemaWriter): Operation {
  const { method, path, hasBody, csv } = binding;
  const inPath = new Set(path.fields.map(({ field }) => field.name));
  const query = hasBody ? [] : queryFields(method.input, inPath);
  const key = method.input.fields.find(({ name }) => name === "idempotency_key");
  const parameters = [
    ...query.map((field) => writeParameter("query", field.name, field, writer)),
    ...(csv ? [formParameter] : []),
    ...(key ? [writeParameter("header", "Idempotency-Key", key, writer)] : []),
  ];
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
    csv: csv && writeTable(csv),
    headers: writeHeaders(binding, writer),
  };
}

/** Writes the headers that what is not in the body becomes, in either form. */
function writeHeaders({ method, responseField, csv }: Binding, writer: SchemaWriter): Schema {
  const always = headerFields(method.output, responseField);
  const besideCsv = headerFields(method.output, csv?.rowsField);
  return Object.fromEntries(
    [...new Set([...always, ...besideCsv])].map((field) => {
      const { description, ...header } = withSchema(writer.writeField(field, "response"));
      const about = always.includes(field) ? description : `Beside CSV: ${description}`;
      return [headerName(field), { description: about, ...header }];
    }),
  );
}

/** Writes what an answer is as CSV. */
function writeTable({ columns, innerColumns }: CsvTable): Schema {
  const inner = innerColumns.length > 0 ? `, and of each item in a row ${tell(innerColumns)}` : "";
  const description = `RFC 4180 with a header line. Columns: ${tell(columns)}${inner}.`;
  return { type: "string", description };
}

/** Tells some names. */
function tell(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
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
