import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { placed, Refusal } from "../json/refusal.ts";
import { type FieldReader, makeFieldReader } from "./field-reader.ts";
import { setField } from "./set-field.ts";
import { unknownName } from "./unknown-name.ts";

/** Puts query parameters into a message. Throws Refusal naming the parameter and the rule. */
export type DecodeQuery = (
  message: Message,
  parameters: Iterable<readonly [string, string]>,
) => void;

/**
 * Compiles the reading of query parameters: a repeated field takes each of its repeated
 * parameters as an item, any other field takes one at most.
 *
 * @param inPath names of fields that the path gives.
 * @param checks parameters that are no fields: each is checked, and otherwise left to others.
 */
export function compileQueryDecoder(
  desc: DescMessage,
  inPath: ReadonlySet<string>,
  checks: ReadonlyMap<string, (text: string) => void> = new Map(),
): DecodeQuery {
  const parameters = new Map([
    ...queryFields(desc, inPath).map((field) => [field.name, compile(field)] as const),
    ...[...checks].map(([name, check]) => [name, compileCheck(check)] as const),
  ]);
  return (message, given) => {
    const seen = new Set<string>();
    for (const [name, text] of given) {
      const parameter = parameters.get(name);
      if (!parameter) {
        if (inPath.has(name)) throw new Refusal("is given by the path already", name);
        throw unknownName("query parameter", name, parameters.keys());
      }
      if (seen.has(name) && !parameter.isList) throw new Refusal("is given twice", name);
      seen.add(name);
      try {
        parameter.add(message, text);
      } catch (thrown) {
        throw placed(thrown, name);
      }
    }
  };
}

/** The fields of a request that query parameters can give. */
export function queryFields(desc: DescMessage, inPath: ReadonlySet<string>): readonly DescField[] {
  return desc.fields.filter((field) => !inPath.has(field.name) && field.message === undefined);
}

/** A query parameter. */
interface Parameter {
  readonly isList: boolean;
  readonly add: (message: Message, text: string) => void;
}

/** Compiles a parameter that is no field. */
function compileCheck(check: (text: string) => void): Parameter {
  return { isList: false, add: (_message, text) => check(text) };
}

/** Compiles a parameter that is a field. */
function compile(field: DescField): Parameter {
  const reader = makeFieldReader(field) as FieldReader;
  const set = setField(field);
  if (field.fieldKind !== "list") {
    return {
      isList: false,
      add: (message: Message, text: string) => set(message, reader.text(text)),
    };
  }
  return {
    isList: true,
    add(message: Message, text: string) {
      const items = (message as unknown as Record<string, unknown[]>)[field.localName];
      items?.push(reader.text(text));
    },
  };
}
