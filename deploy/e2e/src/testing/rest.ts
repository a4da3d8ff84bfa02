import { backroom } from "./backroom.ts";

/** What a test reads out of an answer; a wrong shape fails the expectation that looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests find out.
export type Json = any;

/** An answer of the gateway. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, if it is JSON, with every number as JavaScript reads it. */
  readonly body: Json;
  /** The body, if it is JSON, with every number as the text that was sent: `19.90` is "19.90". */
  readonly exact: Json;
}

/** What may be said with a request. */
export interface RequestOptions {
  /** The API key; null for none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is instead of as JSON. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

/** Sends a request to the gateway under test and reads the whole answer. */
export async function rest(
  method: string,
  path: string,
  json?: unknown,
  { key = backroom.key, headers = {}, raw }: RequestOptions = {},
): Promise<Answer> {
  const hasBody = json !== undefined || raw !== undefined;
  const response = await fetch(`${backroom.url}${path}`, {
    method,
    headers: {
      ...(key === null ? {} : { "x-api-key": key }),
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(hasBody ? { body: raw ?? JSON.stringify(json) } : {}),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
    exact: isJson ? JSON.parse(text, keepDigits) : undefined,
  };
}

/** Sends a GET request and answers the body; anything but 200 fails the test. */
export async function get(path: string): Promise<Json> {
  return expectStatus(await rest("GET", path), 200).body;
}

/** Sends a request that must succeed and answers the body. */
export async function send(method: string, path: string, json?: unknown): Promise<Json> {
  return expectStatus(await rest(method, path, json), 200).body;
}

/** Fails unless the answer has this status, showing what was answered instead. */
function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(`answered ${answer.status}, not ${status}: ${answer.text.slice(0, 500)}`);
}

/** Puts the text of a number in its place. */
export function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? context?.source : value;
}
