import { type FileKind, fieldsOf, requiredFields } from "./fields.ts";
import type { Mapping } from "./parse-mapping.ts";

/** Answers the cell of a field in one row, trimmed; undefined when it is empty or not there. */
export type Cells = (field: string) => string | undefined;

/** What is known of a file's columns. */
export interface Columns {
  /** Makes what reads one row's cells by field. */
  toCells(row: readonly string[]): Cells;
  /** The names of the columns that nothing is read from. */
  readonly unused: readonly string[];
}

/**
 * Finds out which column of a file holds which field.
 *
 * @throws Error when a mapped column is not there, or a required field has no column.
 */
export function mapHeader(
  kind: FileKind,
  header: readonly string[],
  mappings: readonly Mapping[],
): Columns {
  const columns = findColumns(kind, header, mappings);
  for (const choice of requiredFields[kind]) {
    if (choice.some((field) => columns.has(field))) continue;
    throw new Error(
      `${kind}: there is no column for ${choice.join(" or ")} among ${header.join(", ")}; ` +
        `name it with --map ${kind}.${choice[0]}="Column Name"`,
    );
  }
  const used = new Set(columns.values());
  return {
    toCells: (row) => (field) => row[columns.get(field) ?? -1]?.trim() || undefined,
    unused: header.filter((name, index) => name.trim() !== "" && !used.has(index)),
  };
}

/**
 * Finds which column holds which field, by its name or by a mapping, whether or not all are there.
 *
 * @throws Error when a mapped column is not there.
 */
export function findColumns(
  kind: FileKind,
  header: readonly string[],
  mappings: readonly Mapping[],
): Map<string, number> {
  const columns = new Map<string, number>();
  const names = header.map(simplify);
  for (const [field, known] of Object.entries<readonly string[]>(fieldsOf[kind])) {
    const index = known.map((name) => names.indexOf(name)).find((found) => found >= 0);
    if (index !== undefined) columns.set(field, index);
  }
  for (const mapping of mappings) {
    if (mapping.kind !== undefined && mapping.kind !== kind) continue;
    if (!Object.hasOwn(fieldsOf[kind], mapping.field)) continue;
    if (mapping.column === "") {
      columns.delete(mapping.field);
      continue;
    }
    const index = names.indexOf(simplify(mapping.column));
    if (index >= 0) columns.set(mapping.field, index);
    else if (mapping.kind === kind) {
      throw new Error(
        `${kind}: there is no column "${mapping.column}"; there are ${header.join(", ")}`,
      );
    }
  }
  return columns;
}

/**
 * The mappings that count for a kind of file, in one order and spelling: those that find the same
 * columns in every file that has them are equal.
 */
export function orderMappings(kind: FileKind, mappings: readonly Mapping[]): Mapping[] {
  const counting = mappings.filter((mapping) => (mapping.kind ?? kind) === kind);
  return Object.keys(fieldsOf[kind]).flatMap((field) =>
    counting
      .filter((mapping) => mapping.field === field)
      .map(({ column }) => ({ kind, field, column: simplify(column) })),
  );
}

/** Leaves only lower-case letters and digits of a column's name. */
function simplify(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
