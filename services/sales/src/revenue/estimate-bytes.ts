const objectBytes = 32;
const slotBytes = 8;
const stringBytes = 24;

/**
 * Estimates how much memory a value of plain objects, arrays, maps and scalars holds, in bytes. Texts are
 * counted with two bytes a character, and what is shared each time, so that the estimate is rather
 * too high.
 */
export function estimateBytes(value: unknown): number {
  switch (typeof value) {
    case "string":
      return stringBytes + 2 * value.length;
    case "bigint":
      return 24;
    case "object":
      break;
    default:
      return slotBytes;
  }
  if (value === null) return 0;
  let bytes = objectBytes;
  if (value instanceof Map || value instanceof Set) {
    for (const entry of value) bytes += 4 * slotBytes + estimateBytes(entry);
    return bytes;
  }
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    bytes += slotBytes + estimateBytes(part);
  }
  return bytes;
}
