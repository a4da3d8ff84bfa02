import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { getField } from "../codec/get-field.ts";
import { type Column, compileColumns } from "./compile-columns.ts";

/** The CSV form of an answer. */
export interface CsvTable {
  /** The names of the columns that are always there, in order. */
  readonly columns: readonly string[];
  /** Those that follow them when any row has an item in the list inside it. */
  readonly innerColumns: readonly string[];
  /** The field of the answer whose items are the rows; undefined when the answer is the one row. */
  readonly rowsField: DescField | undefined;
  /** Writes an answer as RFC 4180 has it: a header line, then a line for each row. */
  readonly write: (answer: Message) => string;
}

/**
 * Compiles the writing of an answer as CSV. Each cell is what the JSON form has, digit for digit.
 * A row with a list inside becomes a line for each item, its own cells repeated before each; one
 * whose list is empty, a line without an item's cells.
 *
 * @param rows the name of the field whose items are the rows; empty when the answer is the one row.
 * @throws Error for a field that cannot be the rows, or for rows that a table has no room for.
 */
export function compileTable(answer: DescMessage, rows: string): CsvTable {
  const rowsField = rows === "" ? undefined : findRows(answer, rows);
  const desc = rowsField?.message ?? answer;
  const { columns, lists } = compileColumns(desc);
  const [list, another] = lists;
  if (another) throw new Error(`${desc}: CSV has room for one list in a row`);
  const inner = list ?? { columns: [], read: () => [] };
  const names = namesOf(columns);
  const innerNames = namesOf(inner.columns);
  const wideNames = [...names, ...innerNames];
  if (new Set(wideNames).size < wideNames.length) {
    throw new Error(`${desc}: two columns of CSV have one name`);
  }
  const blanks = ",".repeat(innerNames.length);
  const getRows = rowsField && (getField(rowsField) as (from: Message) => readonly Message[]);

  /** Writes the lines of a row in a table that has columns for the items of its list. */
  function writeWide(row: Message): string {
    const own = writeCells(columns, row);
    const items = inner.read(row);
    if (items.length === 0) return `${own}${blanks}\r\n`;
    return items.map((item) => `${own},${writeCells(inner.columns, item)}\r\n`).join("");
  }

  return {
    columns: names,
    innerColumns: innerNames,
    rowsField,
    write(from) {
      const all = getRows ? getRows(from) : [from];
      if (all.some((row) => inner.read(row).length > 0)) {
        return `${wideNames.join(",")}\r\n${all.map(writeWide).join("")}`;
      }
      return `${names.join(",")}\r\n${all.map((row) => `${writeCells(columns, row)}\r\n`).join("")}`;
    },
  };
}

/** The names of some columns. */
function namesOf(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name);
}

/** Writes the cells that a message has in some columns. */
function writeCells(columns: readonly Column[], message: Message): string {
  return columns.map(({ write }) => write(message)).join(",");
}

/** Finds the field whose items are the rows. */
function findRows(answer: DescMessage, name: string) {
  const found = answer.fields.find((field) => field.name === name);
  if (found?.fieldKind === "list" && found.listKind === "message") return found;
  throw new Error(`${answer}: ${name} is no list of messages, whose items could be rows of CSV`);
}
