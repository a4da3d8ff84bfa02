import { type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { shortName } from "./enum-names.ts";
import { isDecimal } from "./field-reader.ts";
import { getField } from "./get-field.ts";
import { writeTimestamp } from "./write-timestamp.ts";

/** Writes a message as JSON text. */
export type Encode = (message: Message) => string;

type Write = (value: never) => string;

/** A field and how it is written. */
interface FieldWriter {
  readonly localName: string;
  readonly oneofName: string | undefined;
  readonly label: string;
  readonly write: (value: unknown) => string;
}

/** Compiles the writing of a message as REST's JSON. All reflection happens here, once. */
export function compileEncoder(desc: DescMessage): Encode {
  if (desc.typeName === TimestampSchema.typeName) {
    return (message) => `"${writeTimestamp(message as Timestamp)}"`;
  }
  const writers = desc.fields.map(compileField);
  return (message) => {
    const values = message as unknown as Readonly<Record<string, unknown>>;
    let text = "";
    for (const { localName, oneofName, label, write } of writers) {
      if (oneofName === undefined) {
        const value = values[localName];
        text += label + (value === undefined ? "null" : write(value));
        continue;
      }
      const chosen = values[oneofName] as { case?: string; value?: unknown };
      if (chosen.case === localName) text += label + write(chosen.value);
    }
    return `{${text.slice(1)}}`;
  };
}

/** Compiles the writing of one field of a message, as it stands in the message's JSON. */
export function compileFieldEncoder(field: DescField): Encode {
  const { write } = compileField(field);
  const get = getField(field);
  return (message) => {
    const value = get(message);
    return value === undefined ? "null" : write(value);
  };
}

/** Compiles the writing of a field, with the comma and name before it. */
function compileField(field: DescField): FieldWriter {
  if (field.fieldKind === "map") throw new Error(`${field}: REST has no maps`);
  const writeItem = compileValue(field) as (value: unknown) => string;
  const isList = field.fieldKind === "list";
  return {
    localName: field.localName,
    oneofName: isList ? undefined : field.oneof?.localName,
    label: `,${JSON.stringify(field.name)}:`,
    write: isList ? (items) => writeList(items as readonly unknown[], writeItem) : writeItem,
  };
}

/** Writes a list. */
function writeList(items: readonly unknown[], write: (value: unknown) => string): string {
  let text = "";
  for (const item of items) text += `,${write(item)}`;
  return `[${text.slice(1)}]`;
}

/** Chooses how one value is written. */
function compileValue(field: DescField): Write {
  if (field.message) return compileEncoder(field.message) as Write;
  if (field.enum) {
    const desc = field.enum;
    const names = new Map(
      desc.values.map((value) => [value.number, JSON.stringify(shortName(desc, value))]),
    );
    return (value: number) => names.get(value) ?? String(value);
  }
  if (isDecimal(field)) return writeDecimal as Write;
  switch (field.scalar) {
    case ScalarType.STRING:
      return writeString as Write;
    case ScalarType.BYTES:
      return (bytes: Uint8Array) => `"${Buffer.from(bytes).toString("base64")}"`;
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return (value: number) => (Number.isFinite(value) ? String(value) : "null");
    default:
      return String as Write;
  }
}

const plainText = /^[ !#-[\]-~]*$/;

/** Writes a string; one of plain ASCII, as most are, needs no escapes. */
function writeString(text: string): string {
  return plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

const decimalText = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/** Writes a decimal as a number with exactly its digits; one that was never set is null. */
function writeDecimal(text: string): string {
  if (decimalText.test(text)) return text;
  if (text === "") return "null";
  throw new Error(`a service answered the decimal "${text}"`);
}
