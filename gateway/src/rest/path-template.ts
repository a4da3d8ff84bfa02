import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { type FieldReader, makeFieldReader } from "../codec/field-reader.ts";
import { setField } from "../codec/set-field.ts";

/** A field of the request that a segment of the path gives. */
export interface PathField {
  readonly field: DescField;
  readonly reader: FieldReader;
  readonly set: ReturnType<typeof setField>;
  /** Whether only digits can stand there. */
  readonly isWhole: boolean;
}

/** A path of the REST surface, such as `/sales/{sale_id}/refunds`. */
export interface PathTemplate {
  /** As it stands in the contract. */
  readonly text: string;
  /** The same with positions for names, so that paths of one shape share a route: `/sales/:p0/refunds`. */
  readonly shape: string;
  /** In the order of the path. */
  readonly fields: readonly PathField[];
}

const segmentText = /^(?:[a-z0-9-]+|\{[a-z0-9_]+\})$/;
const wholeTypes = new Set([
  ScalarType.INT32,
  ScalarType.INT64,
  ScalarType.UINT32,
  ScalarType.UINT64,
]);

/**
 * Reads the path of a google.api.http rule.
 *
 * @throws Error for what the REST surface does not know: wildcards, verbs, nested fields.
 */
export function parsePathTemplate(text: string, input: DescMessage): PathTemplate {
  const fields: PathField[] = [];
  const segments = text.slice(1).split("/");
  const shape = segments.map((segment) => {
    if (!segmentText.test(segment)) throw new Error(`${text}: cannot route the segment ${segment}`);
    if (!segment.startsWith("{")) return segment;
    fields.push(findField(segment.slice(1, -1), text, input));
    return `:p${fields.length - 1}`;
  });
  return { text, shape: `/${shape.join("/")}`, fields };
}

/** Finds the field that a segment names. */
function findField(name: string, text: string, input: DescMessage): PathField {
  const field = input.fields.find((candidate) => candidate.name === name);
  const reader = field && makeFieldReader(field);
  if (!field || !reader || field.fieldKind !== "scalar") {
    throw new Error(`${text}: ${input.typeName} has no field ${name} that a path can give`);
  }
  return { field, reader, set: setField(field), isWhole: wholeTypes.has(field.scalar) };
}
