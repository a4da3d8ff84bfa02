import { hash, timingSafeEqual } from "node:crypto";
import type { Caller } from "@backroom/kit";

/** An API key as it is configured. */
export interface ApiKey {
  /** The caller's name, as it is kept in histories. */
  readonly name: string;
  readonly key: string;
}

/** The keys that open the gateway, kept as SHA-256 hashes. */
export class KeyRing {
  readonly #entries: readonly { readonly caller: Caller; readonly hash: Buffer }[];

  constructor(keys: readonly ApiKey[]) {
    this.#entries = keys.map(({ name, key }) => ({ caller: { name }, hash: digest(key) }));
  }

  /** Finds whose key this is, comparing with every key in constant time. */
  find(key: string): Caller | undefined {
    const given = digest(key);
    let found: Caller | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.hash, given)) found = entry.caller;
    }
    return found;
  }
}

/** Hashes a key, so that keys of different length compare alike. */
function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}
