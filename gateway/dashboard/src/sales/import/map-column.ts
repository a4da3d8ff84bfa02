import type { Reading } from "@backroom/import/sales-file";
import type { Preview } from "./preview-file.ts";

/** Reads a column as another field, or as none; a field is read from one column at the most. */
export function mapColumn(
  reading: Reading,
  { header, fields }: Pick<Preview, "header" | "fields">,
  at: number,
  field: string,
): Reading {
  const before = fields[at];
  const mappings = reading.mappings.filter(
    (mapping) => mapping.field !== field && mapping.field !== before,
  );
  const map = (name: string, column: string) =>
    mappings.push({ kind: "sales", field: name, column });
  if (before && before !== field) map(before, "");
  if (field) map(field, header[at] ?? "");
  return { ...reading, mappings };
}
