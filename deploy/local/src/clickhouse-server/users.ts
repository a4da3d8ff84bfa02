import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ClickHouseError } from "./clickhouse-error.ts";

/** Someone who may use the server. */
export interface User {
  name: string;
  password: string;
  /** An analyst reads only, within limits, and sees no file of this machine. */
  role: "admin" | "analyst";
}

/**
 * Finds out who sends a request: by the headers X-ClickHouse-User and X-ClickHouse-Key, by HTTP basic
 * authentication, or by the parameters `user` and `password`. Without any it is the user `default`.
 */
export function authenticate(
  users: readonly User[],
  request: IncomingMessage,
  url: URLSearchParams,
): User {
  const { name, password } = readCredentials(request, url);
  const user = users.find((candidate) => candidate.name === name);
  // The comparison is made for an unknown name too, so that its time tells nothing.
  const isRight = timingSafeEqual(hash(password), hash(user?.password ?? "\0"));
  if (user && isRight) return user;
  throw new ClickHouseError(
    516,
    "AUTHENTICATION_FAILED",
    `${name}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

function readCredentials(request: IncomingMessage, url: URLSearchParams) {
  const { authorization = "" } = request.headers;
  const [scheme, value = ""] = authorization.split(" ");
  if (scheme?.toLowerCase() === "basic") {
    const decoded = Buffer.from(value, "base64").toString();
    const colon = decoded.indexOf(":");
    const name = colon < 0 ? decoded : decoded.slice(0, colon);
    return { name: name || "default", password: colon < 0 ? "" : decoded.slice(colon + 1) };
  }
  return {
    name: header(request, "x-clickhouse-user") ?? url.get("user") ?? "default",
    password: header(request, "x-clickhouse-key") ?? url.get("password") ?? "",
  };
}

/** Answers the value of a header that may be given only once. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
