import { ClickHouseError } from "./clickhouse-error.ts";

/** How the values of a column lie in a block of the format Native. */
export type Layout =
  | { readonly kind: "fixed"; readonly bytes: number }
  | { readonly kind: "string" }
  | { readonly kind: "nullable" | "array" | "dictionary"; readonly inner: Layout }
  | { readonly kind: "tuple"; readonly items: readonly Layout[] };

const fixed = (bytes: number): Layout => ({ kind: "fixed", bytes });

const widths = new Map(
  Object.entries({
    1: "Int8 UInt8 Bool Enum8 Nothing",
    2: "Int16 UInt16 Enum16 Date BFloat16",
    4: "Int32 UInt32 Float32 Date32 DateTime Time IPv4 Decimal32",
    8: "Int64 UInt64 Float64 DateTime64 Time64 Decimal64",
    16: "Int128 UInt128 UUID IPv6 Decimal128",
    32: "Int256 UInt256 Decimal256",
  }).flatMap(([bytes, names]) => names.split(" ").map((name) => [name, Number(bytes)] as const)),
);

/**
 * Reads a type as ClickHouse prints it.
 *
 * @throws ClickHouseError NOT_IMPLEMENTED for the rare types whose layout depends on their values.
 */
export function readLayout(type: string): Layout {
  const [, name = "", inside] = /^(\w+)(?:\(([\s\S]*)\))?$/.exec(type.trim()) ?? [];
  const width = widths.get(name) ?? (name.startsWith("Interval") ? 8 : undefined);
  if (width !== undefined) return fixed(width);
  if (name === "String") return { kind: "string" };
  if (name === "FixedString") return fixed(Number(inside));
  if (name === "Decimal") return fixed(widthOfDecimal(Number(inside?.split(",")[0])));
  const parts = inside === undefined ? [] : splitTypes(inside);
  if (name === "Nullable") return { kind: "nullable", inner: readLayout(parts[0] ?? "") };
  if (name === "Array") return { kind: "array", inner: readLayout(parts[0] ?? "") };
  if (name === "LowCardinality") {
    const inner = readLayout(parts[0] ?? ""); // Which of its values is NULL is not said by a map.
    return { kind: "dictionary", inner: inner.kind === "nullable" ? inner.inner : inner };
  }
  if (name === "SimpleAggregateFunction") return readLayout(parts.at(-1) ?? "");
  const items = parts.map((part) => readLayout(name === "Map" ? part : withoutName(part)));
  if (name === "Map") return { kind: "array", inner: { kind: "tuple", items } };
  if (name === "Tuple" && items.length > 0) return { kind: "tuple", items };
  const hint = "cast the column to String, or ask for another format";
  throw new ClickHouseError(
    48,
    "NOT_IMPLEMENTED",
    `The type ${type} is not supported here: ${hint}`,
  );
}

function widthOfDecimal(precision: number): number {
  if (precision <= 9) return 4;
  if (precision <= 18) return 8;
  return precision <= 38 ? 16 : 32;
}

/** An element of a tuple may have a name before its type. */
function withoutName(part: string): string {
  return /^(?:\w+|`(?:[^`\\]|\\.)*`)\s+([\s\S]+)$/.exec(part.trim())?.[1] ?? part;
}

/** Splits at the commas outside parentheses and quotes. */
function splitTypes(inside: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of inside.matchAll(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[(),]/g)) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (token === "," && depth === 0) {
      parts.push(inside.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, inside.slice(start)];
}
