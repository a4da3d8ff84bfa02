import type { ConfigReader } from "@backroom/kit";
import type { ApiKey } from "./http/key-ring.ts";

const developmentKey = "123";
const minLength = 24;
const nameText = /^[A-Za-z0-9._-]{1,64}$/;
const keyText = /^[!-~]{1,256}$/;

/** Reads API_KEYS. In production there must be keys, none of them `123` or under 24 characters. */
export function readApiKeys(reader: ConfigReader): readonly ApiKey[] {
  const text = reader.text("API_KEYS", reader.isProduction ? undefined : developmentKey);
  const entries = text.split(",").map((entry) => entry.trim());
  const keys = entries.filter(Boolean).map((entry, index) => readEntry(entry, index + 1));
  const problems = new Set<string>();
  for (const { name, key } of keys) {
    // The key itself is never printed: what is refused today may be in use elsewhere.
    if (!nameText.test(name)) problems.add("names must be 1 to 64 letters, digits, '.', '_', '-'");
    if (!keyText.test(key)) problems.add("keys must be 1 to 256 printable characters");
    if (!reader.isProduction) continue;
    if (key === developmentKey) problems.add("the development key is refused in production");
    else if (key.length < minLength)
      problems.add(`keys must have at least ${minLength} characters`);
  }
  if (new Set(keys.map(({ name }) => name)).size < keys.length) problems.add("names must differ");
  if (text && keys.length === 0) problems.add("there must be a key");
  for (const problem of problems) reader.refuse(`API_KEYS: ${problem}`);
  return keys;
}

/** Reads `name:key` or `key`; a key without a name is called by its place in the list. */
function readEntry(entry: string, place: number): ApiKey {
  const colon = entry.indexOf(":");
  if (colon < 0) return { name: `key-${place}`, key: entry };
  return { name: entry.slice(0, colon), key: entry.slice(colon + 1) };
}
