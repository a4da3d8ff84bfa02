import { backroom } from "./backroom.ts";
import { type Json, keepDigits } from "./rest.ts";

/** Reads a stream of one JSON object a line, with each number as its digits, until the signal is aborted or the stream ends. */
export async function* readLines(path: string, signal: AbortSignal): AsyncGenerator<Json> {
  const { url, key } = backroom;
  const answer = await fetch(`${url}${path}`, { headers: { "x-api-key": key }, signal });
  if (answer.headers.get("content-type") !== "application/x-ndjson" || !answer.body) {
    throw new Error(`answered ${answer.status}: ${await answer.text()}`);
  }
  let rest = "";
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line, keepDigits);
  }
}
