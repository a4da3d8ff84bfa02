import { type FileKind, fieldsOf, fileKinds } from "./fields.ts";

/** Says that a field is to be read from the column of this name. */
export interface Mapping {
  /** The kind of file it is for; undefined for every kind that has such a field. */
  readonly kind: FileKind | undefined;
  readonly field: string;
  /** Empty when the field is not to be read at all. */
  readonly column: string;
}

/**
 * Reads `field=Column Name` or `sales.field=Column Name`. `unit_price` is another name for
 * `price`. With no column, the field is not read: `sales.price=`.
 *
 * @throws Error naming the fields there are.
 */
export function parseMapping(text: string): Mapping {
  const match = /^(?:(products|stock|sales)\.)?([a-z_]+)=(.*)$/.exec(text);
  if (!match) {
    throw new Error(`--map takes field=Column Name or sales.field=Column Name, not "${text}"`);
  }
  const [, scope, name = "", column = ""] = match;
  const field = name === "unit_price" ? "price" : name;
  const kind = fileKinds.find((each) => each === scope);
  const kinds = kind ? [kind] : fileKinds;
  if (!kinds.some((each) => Object.hasOwn(fieldsOf[each], field))) {
    const fields = new Set(kinds.flatMap((each) => Object.keys(fieldsOf[each])));
    throw new Error(`--map: there is no field "${name}"; there are ${[...fields].join(", ")}`);
  }
  return { kind, field, column: column.trim() };
}
