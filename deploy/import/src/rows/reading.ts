import { orderMappings } from "../columns/map-header.ts";
import type { Mapping } from "../columns/parse-mapping.ts";
import type { Encoding } from "../csv/decode-line.ts";
import { toBase64Url } from "./base64-url.ts";
import { defaultRules } from "./default-rules.ts";
import type { RowRules } from "./row-rules.ts";

/** How a file is read. */
export interface Reading {
  readonly mappings: readonly Mapping[];
  /** What separates cells; undefined to find it in the file's header. */
  readonly delimiter: string | undefined;
  readonly encoding: Encoding;
  readonly rules: RowRules;
  /** The category of products that are made for the sales that have none; undefined to make none. */
  readonly newCategory: string | undefined;
}

/** Nobody needs the names of a sales file but --create-products. */
export const unnamed: Mapping = { kind: "sales", field: "name", column: "" };

/** How files are read unless something else is said. */
export const defaultReading: Reading = {
  mappings: [unnamed],
  delimiter: undefined,
  encoding: "utf-8",
  rules: defaultRules,
  newCategory: undefined,
};

/**
 * What an import of sales is named by: the digest of these bytes and then those of the file. Readings
 * that differ only in how they are said are described alike.
 */
export function describeReading(reading: Reading): string {
  const { mappings, delimiter, encoding, rules, newCategory } = reading;
  return JSON.stringify({
    mappings: orderMappings("sales", mappings),
    delimiter,
    encoding: encoding === "latin1" ? "windows-1252" : encoding,
    rules: { ...defaultRules, ...rules },
    newCategory,
  });
}

/**
 * Makes the name of an import of a digest. A number for the attempt is added to it: a file whose
 * refused rows are tried again is another attempt.
 */
export function nameByDigest(digest: Uint8Array): string {
  return `import-${toBase64Url(digest.subarray(0, 18))}`;
}
