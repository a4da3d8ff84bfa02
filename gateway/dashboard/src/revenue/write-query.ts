import type { DescEnum, DescField, DescMessage, MessageShape } from "@bufbuild/protobuf";
import { isFieldSet } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";

/** Writes a request of texts, numbers, enums and lists of them as the query of its REST route. */
export function writeQuery<T extends DescMessage>(desc: T, request: MessageShape<T>): string {
  const query = new URLSearchParams();
  const message = reflect(desc, request);
  for (const field of desc.fields) {
    if (!isFieldSet(request, field)) continue;
    const value: unknown = message.get(field as never);
    const values = field.fieldKind === "list" ? [...(value as Iterable<unknown>)] : [value];
    for (const each of values) query.append(field.name, writeValue(field, each));
  }
  return query.toString();
}

function writeValue(field: DescField, value: unknown): string {
  if (field.enum) return shortName(field.enum, value as number);
  return String(value);
}

/** The name of an enum's value as REST takes it, such as `day`. */
function shortName(desc: DescEnum, number: number): string {
  const name = desc.value[number]?.name ?? `${number}`;
  return name.slice(desc.sharedPrefix?.length ?? 0).toLowerCase();
}
