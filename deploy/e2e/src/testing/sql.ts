import { backroom } from "./backroom.ts";
import type { Json } from "./rest.ts";

/** Asks the ClickHouse endpoint as an analyst; every value of every row is answered as text. */
export async function sql(query: string): Promise<Record<string, string>[]> {
  const url = new URL(backroom.clickhouseUrl);
  const credentials = Buffer.from(`${url.username}:${url.password}`).toString("base64");
  url.username = "";
  url.password = "";
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}` },
    body: `${query} FORMAT JSONStringsEachRow`,
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`ClickHouse answered ${response.status}: ${text}`);
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Json);
}
