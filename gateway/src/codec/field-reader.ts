import { decimal } from "@backroom/proto/type/v1/decimal_pb";
import { type DescField, getOption, hasOption, ScalarType } from "@bufbuild/protobuf";
import type { JsonNode } from "../json/json-node.ts";
import { readBoolean, readBooleanText } from "./read-boolean.ts";
import { readBytes } from "./read-bytes.ts";
import { readDecimal, readDecimalText } from "./read-decimal.ts";
import { makeEnumReader } from "./read-enum.ts";
import { readFloat, readFloatText } from "./read-float.ts";
import { makeBigIntReader, makeIntegerReader } from "./read-integer.ts";
import { readString, readText } from "./read-string.ts";

/** Reads one value of a field. Both ways throw Refusal with the rule that the value breaks. */
export interface FieldReader {
  /** Reads a value of a JSON body. */
  readonly node: (node: JsonNode) => unknown;
  /** Reads the text of a path segment, a query parameter or a header. */
  readonly text: (text: string) => unknown;
}

/** Whether a field is a decimal number kept as text. */
export function isDecimal(field: DescField): boolean {
  return hasOption(field, decimal) && getOption(field, decimal);
}

const scalarReaders: Readonly<Record<ScalarType, FieldReader>> = {
  [ScalarType.INT32]: makeIntegerReader(-(2 ** 31), 2 ** 31 - 1),
  [ScalarType.SINT32]: makeIntegerReader(-(2 ** 31), 2 ** 31 - 1),
  [ScalarType.SFIXED32]: makeIntegerReader(-(2 ** 31), 2 ** 31 - 1),
  [ScalarType.UINT32]: makeIntegerReader(0, 2 ** 32 - 1),
  [ScalarType.FIXED32]: makeIntegerReader(0, 2 ** 32 - 1),
  [ScalarType.INT64]: makeBigIntReader(-(2n ** 63n), 2n ** 63n - 1n),
  [ScalarType.SINT64]: makeBigIntReader(-(2n ** 63n), 2n ** 63n - 1n),
  [ScalarType.SFIXED64]: makeBigIntReader(-(2n ** 63n), 2n ** 63n - 1n),
  [ScalarType.UINT64]: makeBigIntReader(0n, 2n ** 64n - 1n),
  [ScalarType.FIXED64]: makeBigIntReader(0n, 2n ** 64n - 1n),
  [ScalarType.BOOL]: { node: readBoolean, text: readBooleanText },
  [ScalarType.STRING]: { node: readString, text: readText },
  [ScalarType.BYTES]: { node: (node) => readBytes(readString(node)), text: readBytes },
  [ScalarType.FLOAT]: { node: readFloat, text: readFloatText },
  [ScalarType.DOUBLE]: { node: readFloat, text: readFloatText },
};

/** Chooses the reader of a scalar or enum field, or of the items of a list of them. */
export function makeFieldReader(field: DescField): FieldReader | undefined {
  if (field.enum) return makeEnumReader(field, field.enum);
  if (field.scalar === undefined) return undefined;
  if (isDecimal(field)) return { node: readDecimal, text: readDecimalText };
  return scalarReaders[field.scalar];
}
