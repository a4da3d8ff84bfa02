import { type DescField, type DescMessage, getOption, hasOption } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import {
  type FieldRules,
  field as fieldOption,
  type MessageOneofRule,
  message as messageOption,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { Schema } from "./schema.ts";

/** The buf.validate rules of a field, if it has any. */
export function readRules(field: DescField): FieldRules | undefined {
  return hasOption(field, fieldOption) ? getOption(field, fieldOption) : undefined;
}

/** The groups of fields of which one at most, or exactly one, is given. */
export function readOneofRules(desc: DescMessage): readonly MessageOneofRule[] {
  return hasOption(desc, messageOption) ? getOption(desc, messageOption).oneof : [];
}

/** Whether a request without this field is refused. */
export function isRequired(field: DescField): boolean {
  const rules = readRules(field);
  if (!rules) return false;
  if (rules.required) return true;
  if (field.presence !== FeatureSet_FieldPresence.IMPLICIT) return false;
  const { minLength, minItems, minimum = 0, exclusiveMinimum = -1, format } = writeRules(rules);
  return (
    Boolean(minLength || minItems || format === "uuid") ||
    Number(minimum) > 0 ||
    Number(exclusiveMinimum) >= 0
  );
}

/** Writes rules in the words of JSON Schema. */
export function writeRules(rules: FieldRules | undefined): Schema {
  const { type } = rules ?? {};
  switch (type?.case) {
    case "int32":
    case "int64": {
      const { greaterThan, lessThan } = type.value;
      return {
        ...(greaterThan.case === "gt" && { exclusiveMinimum: Number(greaterThan.value) }),
        ...(greaterThan.case === "gte" && { minimum: Number(greaterThan.value) }),
        ...(lessThan.case === "lt" && { exclusiveMaximum: Number(lessThan.value) }),
        ...(lessThan.case === "lte" && { maximum: Number(lessThan.value) }),
      };
    }
    case "string": {
      const { minLen, maxLen, pattern, wellKnown } = type.value;
      return {
        ...(minLen > 0n && { minLength: Number(minLen) }),
        ...(maxLen > 0n && { maxLength: Number(maxLen) }),
        ...(pattern && { pattern }),
        ...(wellKnown.case === "uuid" && { format: "uuid" }),
      };
    }
    case "repeated": {
      const { minItems, maxItems } = type.value;
      return {
        ...(minItems > 0n && { minItems: Number(minItems) }),
        ...(maxItems > 0n && { maxItems: Number(maxItems) }),
      };
    }
    default:
      return {};
  }
}
