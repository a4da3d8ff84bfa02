import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { Code, ConnectError } from "@connectrpc/connect";
import { Metadata } from "@grpc/grpc-js";
import type { CallContext, Caller } from "./call.ts";
import { invalidArgument } from "./errors.ts";

const callerKey = "x-backroom-caller";
const requestIdKey = "x-request-id";

/** Makes the metadata of a call to another service: the internal token, the caller, the request id. */
export function writeMetadata(token: string, context: CallContext): Metadata {
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${token}`);
  metadata.set(callerKey, encodeURIComponent(context.caller.name));
  metadata.set(requestIdKey, context.requestId);
  return metadata;
}

/** Reads the first value of a metadata key as text. */
function readText(metadata: Metadata, key: string): string | undefined {
  const value = metadata.get(key)[0];
  return value === undefined ? undefined : value.toString();
}

/** Hashes a token, so that two of any length can be compared in constant time. */
function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Reads the caller's name, as it is kept in histories: 1 to 64 characters, none of them control characters. */
function readName(encoded: string): string {
  try {
    const name = decodeURIComponent(encoded);
    if (/^\P{Cc}{1,64}$/u.test(name)) return name;
  } catch {
    // It is not percent-encoded UTF-8.
  }
  throw invalidArgument(callerKey, "must be 1 to 64 characters in percent-encoded UTF-8");
}

/**
 * Reads who calls from the metadata of a call.
 *
 * @throws ConnectError UNAUTHENTICATED unless the metadata carries the internal token,
 * INVALID_ARGUMENT for a caller's name that is none.
 */
export function readMetadata(
  token: string,
  metadata: Metadata,
): { caller: Caller; requestId: string } {
  const given = readText(metadata, "authorization")?.replace(/^Bearer /i, "") ?? "";
  if (!timingSafeEqual(digest(given), digest(token))) {
    throw new ConnectError("the internal token is missing or wrong", Code.Unauthenticated);
  }
  return {
    caller: { name: readName(readText(metadata, callerKey) ?? "internal") },
    requestId: readText(metadata, requestIdKey) ?? randomUUID(),
  };
}
