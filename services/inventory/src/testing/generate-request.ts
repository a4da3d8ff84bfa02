import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
} from "@bufbuild/protobuf";
import fc from "fast-check";

const token = (keys: readonly unknown[]) => Buffer.from(JSON.stringify(keys)).toString("base64url");

const anyText = fc.oneof(
  fc.constantFrom("", "default", "web", "\0", " ", "9".repeat(20), "é".repeat(64), "{", "%", "'"),
  fc.constantFrom(token(["1"]), token([""]), token(["x", "1"]), token(["1", "1"]), token([1])),
  fc.constantFrom(token(["9".repeat(30), "1"]), token(["-1", "9".repeat(18)]), token(["NaN", "1"])),
  fc.uuid(),
  fc.string({ unit: "grapheme", maxLength: 300 }),
);

const int64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 12n }),
  fc.constantFrom(0n, -1n, 1_000_000_000n, 1_000_000_001n, 2n ** 63n - 1n, -(2n ** 63n)),
);

const int32 = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.constantFrom(-1, 1000, 1001, 1_000_000, 2 ** 31 - 1, -(2 ** 31)),
);

/** Generates any text, or one that means something. */
function generateText(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(anyText, fc.constantFrom(...known));
}

/** Generates a value of one field, sound or not. */
function generateField(field: DescField, known: readonly string[]): fc.Arbitrary<unknown> {
  if (field.fieldKind === "enum") return fc.integer({ min: -1, max: 12 });
  if (field.fieldKind === "message") return generateRequest(field.message, known);
  if (field.fieldKind === "list" && field.listKind === "message") {
    return fc.array(generateRequest(field.message, known), { maxLength: 5 });
  }
  if (field.fieldKind === "list" && field.scalar === ScalarType.STRING) {
    return fc.array(generateText(known), { maxLength: 5 });
  }
  if (field.fieldKind !== "scalar") throw new Error(`${field.name} is of a kind not foreseen`);
  if (field.scalar === ScalarType.STRING) return generateText(known);
  return field.scalar === ScalarType.INT64 ? int64 : int32;
}

/**
 * Generates requests whose fields are absent, sound, or anything their type can hold.
 *
 * @param known texts that mean something, such as ids; at least one.
 */
export function generateRequest(
  desc: DescMessage,
  known: readonly string[],
): fc.Arbitrary<Message> {
  const fields = desc.fields.map(
    (field) => [field.localName, generateField(field, known)] as const,
  );
  return fc
    .record(Object.fromEntries(fields), { requiredKeys: [] })
    .map((values) => create(desc, values));
}
