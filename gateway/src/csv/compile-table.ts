import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { stringify } from "csv-stringify/sync";
import { getField } from "../codec/get-field.ts";
import { type Column, compileColumns } from "./compile-columns.ts";

/** The CSV form of an answer. */
export interface CsvTable {
  /** The names of the columns that are always there, in order. */
  readonly columns: readonly string[];
  /** Those that follow when any row has an item in the list inside it. */
  readonly innerColumns: readonly string[];
  /** The fields of the answer whose items are the rows; empty when the answer itself is the row. */
  readonly rowFields: readonly DescField[];
  /** Writes an answer as RFC 4180 has it: a header line, then a line for each row. */
  readonly write: (answer: Message) => string;
}

/** A row with what stands before its own cells. */
type Row = readonly [labels: readonly string[], message: Message];

/**
 * Compiles the writing of an answer as CSV. Each cell is what the JSON form has, digit for digit.
 * A row with a list inside becomes a line for each item, its own cells repeated before each; one
 * whose list is empty, a line with the items' cells empty.
 *
 * @param rows the names of the fields whose items are the rows, all of one type; of several, the
 * first column is `list`, with the name of the row's. With none the answer itself is the row.
 * @throws Error for fields that cannot be rows, or for an answer that a table has no room for.
 */
export function compileTable(answer: DescMessage, rows: readonly string[]): CsvTable {
  const rowFields = rows.map((name) => findRows(answer, name));
  const types = new Set(rowFields.map(({ message }) => message));
  if (types.size > 1) throw new Error(`${answer}: the rows of CSV must be of one type`);
  const [desc = answer] = types;
  const { columns, lists } = compileColumns(desc);
  const [inner, second] = lists;
  if (second) throw new Error(`${desc}: CSV has room for one list in a row`);
  const labels = rowFields.length > 1 ? ["list"] : [];
  const names = [...labels, ...namesOf(columns)];
  const innerNames = namesOf(inner?.columns ?? []);
  if (new Set([...names, ...innerNames]).size < names.length + innerNames.length) {
    throw new Error(`${answer}: two columns of CSV have one name`);
  }
  const blanks = innerNames.map(() => "");
  const readers = rowFields.map((field) => {
    const get = getField(field);
    const label = labels.map(() => field.name);
    return (from: Message) => (get(from) as Message[]).map((message): Row => [label, message]);
  });

  /** The lines of a row, given whether there are cells for the items of its list. */
  function toLines([label, message]: Row, isWide: boolean): string[][] {
    const own = [...label, ...columns.map(({ read }) => read(message))];
    if (!isWide) return [own];
    const items = inner?.read(message) ?? [];
    if (items.length === 0) return [[...own, ...blanks]];
    return items.map((item) => [...own, ...(inner?.columns ?? []).map(({ read }) => read(item))]);
  }

  return {
    columns: names,
    innerColumns: innerNames,
    rowFields,
    write(from) {
      const all: Row[] = readers.length > 0 ? readers.flatMap((read) => read(from)) : [[[], from]];
      const isWide = all.some(([, message]) => (inner?.read(message) ?? []).length > 0);
      const head = isWide ? [...names, ...innerNames] : names;
      const lines = all.flatMap((row) => toLines(row, isWide));
      return stringify([head, ...lines], { record_delimiter: "\r\n" });
    },
  };
}

/** The names of some columns. */
function namesOf(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name);
}

/** Finds a field whose items can be rows. */
function findRows(answer: DescMessage, name: string) {
  const found = answer.fields.find((field) => field.name === name);
  if (found?.fieldKind === "list" && found.listKind === "message") return found;
  throw new Error(`${answer}: ${name} is no list of messages, whose items could be rows of CSV`);
}
