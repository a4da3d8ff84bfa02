import { invalidArgument } from "@backroom/kit";

const known = new Map<string, string>();
const offset = /^[+-]/;

/**
 * Reads the name of a time zone.
 *
 * @param name an IANA name such as `Europe/Berlin`, in any case; the store's zone when absent.
 * @throws ConnectError INVALID_ARGUMENT when there is no such zone. A bare offset is not a zone.
 */
export function readZone(field: string, name: string | undefined, storeZone: string): string {
  if (name === undefined) return storeZone;
  const zone = known.get(name) ?? findZone(name);
  if (zone === undefined) {
    throw invalidArgument(field, `"${name}" is not an IANA time zone such as Europe/Berlin`);
  }
  if (known.size < 1_000) known.set(name, zone);
  return zone;
}

/** Finds the name that the platform knows a zone by. */
function findZone(name: string): string | undefined {
  if (offset.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
