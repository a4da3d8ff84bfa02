import type { DescField, Message } from "@bufbuild/protobuf";

/** Puts a value into a message. */
export type SetField = (message: Message, value: unknown) => void;

/** Compiles the setting of one field; the member of a oneof takes the place of another. */
export function setField(field: DescField): SetField {
  const { localName } = field;
  const oneof = field.fieldKind === "list" || field.fieldKind === "map" ? undefined : field.oneof;
  if (!oneof) {
    return (message, value) => {
      (message as unknown as Record<string, unknown>)[localName] = value;
    };
  }
  return (message, value) => {
    (message as unknown as Record<string, unknown>)[oneof.localName] = { case: localName, value };
  };
}
