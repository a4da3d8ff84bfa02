import type { DescEnum, DescEnumValue, DescField } from "@bufbuild/protobuf";
import { readRules } from "../openapi/field-rules.ts";

/** The name of an enum value without the prefix that all values of the enum share. */
export function shortName(desc: DescEnum, value: DescEnumValue): string {
  return value.name.slice(desc.sharedPrefix?.length ?? 0);
}

/**
 * The values that a request may give for an enum field, or for an item of a list of them: all but
 * the zero, which stands for nothing said, and those that the field's rules refuse.
 */
export function givableValues(field: DescField, desc: DescEnum): readonly DescEnumValue[] {
  const rules = readRules(field);
  const type = rules?.type.case === "repeated" ? rules.type.value.items?.type : rules?.type;
  const refused = type?.case === "enum" ? type.value.notIn : [];
  return desc.values.filter(({ number }) => number !== 0 && !refused.includes(number));
}
