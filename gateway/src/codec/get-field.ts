import type { DescField, Message } from "@bufbuild/protobuf";

/**
 * Makes the reading of a field: undefined when it is absent, or when another one of its oneof is
 * set.
 */
export function getField(field: DescField): (message: Message) => unknown {
  const { localName } = field;
  const oneofName = field.fieldKind === "list" ? undefined : field.oneof?.localName;
  if (oneofName === undefined) return (message) => valuesOf(message)[localName];
  return (message) => {
    const chosen = valuesOf(message)[oneofName] as { case?: string; value?: unknown };
    return chosen.case === localName ? chosen.value : undefined;
  };
}

/** The values of a message by the names of its fields and oneofs. */
function valuesOf(message: Message): Readonly<Record<string, unknown>> {
  return message as unknown as Readonly<Record<string, unknown>>;
}
