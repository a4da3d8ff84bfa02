import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { compileFieldEncoder } from "../codec/compile-encoder.ts";
import { getField } from "../codec/get-field.ts";
import { quoteCell, toCell } from "./to-cell.ts";

/** A column, and the writing of the cell that a message has in it. */
export interface Column {
  readonly name: string;
  readonly write: (message: Message) => string;
}

/** A list inside a message: its items and the columns of one of them. */
export interface InnerList {
  readonly columns: readonly Column[];
  readonly read: (message: Message) => readonly Message[];
}

/** What a message becomes in a table. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly lists: readonly InnerList[];
}

/**
 * Compiles the columns of a message: its fields in their order, those of a message inside it named
 * `field_subfield`. Those of a list's items are named after the list less its last `s`, such as
 * `segment_key` of `segments`.
 *
 * @throws Error for maps, lists of values, and lists inside lists, which a table has no room for.
 */
export function compileColumns(desc: DescMessage, prefix = ""): Columns {
  const parts = desc.fields.map((field) => compilePart(field, prefix));
  return {
    columns: parts.flatMap(({ columns }) => columns),
    lists: parts.flatMap(({ lists }) => lists),
  };
}

/** Compiles what one field becomes. */
function compilePart(field: DescField, prefix: string): Columns {
  const name = prefix + field.name;
  const get = getField(field);
  if (field.fieldKind === "list" && field.listKind === "message") {
    const { columns, lists } = compileColumns(field.message, `${name.replace(/s$/, "")}_`);
    if (lists.length > 0) throw new Error(`${field}: CSV has no lists inside lists`);
    return { columns: [], lists: [{ columns, read: (message) => get(message) as Message[] }] };
  }
  if (field.fieldKind === "list" || field.fieldKind === "map") {
    throw new Error(`${field}: CSV has no cell for it`);
  }
  if (field.fieldKind !== "message" || field.message.typeName === TimestampSchema.typeName) {
    const encode = compileFieldEncoder(field);
    const write = (message: Message) => quoteCell(toCell(encode(message)));
    return { columns: [{ name, write }], lists: [] };
  }
  /** Reads something of the message inside, if there is one. */
  const within =
    <T>(read: (inner: Message) => T, absent: T) =>
    (message: Message): T => {
      const inner = get(message) as Message | undefined;
      return inner ? read(inner) : absent;
    };
  const inner = compileColumns(field.message, `${name}_`);
  return {
    columns: inner.columns.map((each) => ({ ...each, write: within(each.write, "") })),
    lists: inner.lists.map((each) => ({ ...each, read: within(each.read, []) })),
  };
}
