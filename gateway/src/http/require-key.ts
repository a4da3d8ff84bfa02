import type { Caller } from "@backroom/kit";
import { Code, ConnectError } from "@connectrpc/connect";
import type { KeyRing } from "./key-ring.ts";

/** The two headers that a key can come in. */
export interface KeyHeaders {
  readonly apiKey: string | undefined;
  readonly authorization: string | undefined;
}

const bearer = /^Bearer +([^\s]+) *$/i;

/**
 * Finds who calls by the key in `X-API-Key` or `Authorization: Bearer`.
 *
 * @throws ConnectError UNAUTHENTICATED, which says nothing but whether a key was given.
 */
export function requireKey(keys: KeyRing, { apiKey, authorization }: KeyHeaders): Caller {
  const key = apiKey ?? bearer.exec(authorization ?? "")?.[1];
  const caller = key ? keys.find(key) : undefined;
  if (caller) return caller;
  throw new ConnectError(
    key ? "the API key is not valid" : "an API key is required: X-API-Key or Authorization: Bearer",
    Code.Unauthenticated,
    { "www-authenticate": 'Bearer realm="backroom"' },
  );
}
