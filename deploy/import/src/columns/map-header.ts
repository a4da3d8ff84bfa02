import { type FileKind, fieldsOf, requiredFields } from "./fields.ts";
import type { Mapping } from "./parse-mapping.ts";

/** Answers the cell of a field in one row, trimmed; undefined when it is empty or not there. */
export type Cells = (field: string) => string | undefined;

/**
 * Finds out which column of a file holds which field.
 *
 * @returns what reads a row's cells by field.
 * @throws Error when a mapped column is not there, or a required field has no column.
 */
export function mapHeader(
  kind: FileKind,
  header: readonly string[],
  mappings: readonly Mapping[],
): (row: readonly string[]) => Cells {
  const columns = new Map<string, number>();
  const names = header.map(simplify);
  for (const [field, known] of Object.entries<readonly string[]>(fieldsOf[kind])) {
    const index = known.map((name) => names.indexOf(name)).find((found) => found >= 0);
    if (index !== undefined) columns.set(field, index);
  }
  for (const mapping of mappings) {
    if (mapping.kind !== undefined && mapping.kind !== kind) continue;
    if (!Object.hasOwn(fieldsOf[kind], mapping.field)) continue;
    const index = names.indexOf(simplify(mapping.column));
    if (index >= 0) columns.set(mapping.field, index);
    else if (mapping.kind === kind) {
      throw new Error(
        `${kind}: there is no column "${mapping.column}"; there are ${header.join(", ")}`,
      );
    }
  }
  for (const choice of requiredFields[kind]) {
    if (choice.some((field) => columns.has(field))) continue;
    throw new Error(
      `${kind}: there is no column for ${choice.join(" or ")} among ${header.join(", ")}; ` +
        `name it with --map ${kind}.${choice[0]}="Column Name"`,
    );
  }
  return (row) => (field) => row[columns.get(field) ?? -1]?.trim() || undefined;
}

/** Leaves only lower-case letters and digits of a column's name. */
function simplify(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
