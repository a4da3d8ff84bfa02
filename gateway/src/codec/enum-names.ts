import type { DescEnum, DescEnumValue } from "@bufbuild/protobuf";

/** The name of an enum value without the prefix that all values of the enum share. */
export function shortName(desc: DescEnum, value: DescEnumValue): string {
  return value.name.slice(desc.sharedPrefix?.length ?? 0);
}

/** The values that a request may give: all but the zero, which stands for nothing said. */
export function givableValues(desc: DescEnum): readonly DescEnumValue[] {
  return desc.values.filter((value) => value.number !== 0);
}
