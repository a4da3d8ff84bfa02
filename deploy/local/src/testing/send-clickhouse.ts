import { inject } from "vitest";

/** What the endpoint has answered. */
export interface Answer {
  status: number;
  code: string | null;
  text: string;
  headers: Headers;
}

/** Sends a request as curl would, with the admin's rights or as another user. */
export async function send(
  path: string,
  init: RequestInit = {},
  user?: [string, string],
): Promise<Answer> {
  const url = new URL(inject("clickhouseUrl"));
  const [name, key] = user ?? [url.username, decodeURIComponent(url.password)];
  const headers = { "X-ClickHouse-User": name, "X-ClickHouse-Key": key, ...init.headers };
  const response = await fetch(`${url.origin}${path}`, { ...init, headers });
  const code = response.headers.get("x-clickhouse-exception-code");
  return { status: response.status, code, text: await response.text(), headers: response.headers };
}

/** The user who may only read, and the password. */
export const analyst: [string, string] = ["analyst", "analyst"];
/** Sends a statement as the body. */
export const post = (body: string, parameters = "", user?: [string, string]) =>
  send(`/?${parameters}`, { method: "POST", body }, user);
