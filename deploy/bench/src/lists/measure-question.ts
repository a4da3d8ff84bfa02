import type { Client } from "pg";
import { quantile } from "../median.ts";
import type { ListQuestion } from "./questions.ts";

/** What was measured of one list, in milliseconds. */
export interface ListMeasurement {
  readonly name: string;
  readonly total: number;
  /** When it was asked for the first time. */
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Of the last page, by its token; undefined when there is but one. */
  readonly lastPage: { readonly p50Ms: number; readonly p95Ms: number } | undefined;
  /** Of PostgreSQL's own count, without a page. */
  readonly countMs: number;
}

/** What the lists are asked of. */
export interface Asked {
  readonly url: string;
  /** PostgreSQL in the role that owns the table. */
  readonly client: Client;
  /** The table, with the name that conditions use. */
  readonly from: string;
  /** The keys of the order, ascending, as a page token holds them. */
  readonly keys: string;
  /** What the list is ordered by, backwards. */
  readonly backwards: string;
  readonly rounds: number;
}

const countRounds = 3;
const pageSize = 100;

/**
 * Measures one list: through the gateway, and PostgreSQL's count of the same.
 *
 * @throws Error unless both totals are the same.
 */
export async function measureQuestion(
  { name, path, where }: ListQuestion,
  { url, client, from, keys, backwards, rounds }: Asked,
): Promise<ListMeasurement> {
  const first = await ask(`${url}${path}`);
  const again = await repeat(rounds, () => ask(`${url}${path}`));
  const { rows } = await client.query<{ keys: string[] }>({
    text: `select array[${keys}] as keys from ${from} where ${where} order by ${backwards} offset 50 limit 1`,
  });
  const token = first.total > pageSize && rows[0] ? writeToken(rows[0].keys) : undefined;
  const last = token
    ? await repeat(rounds, () => ask(`${url}${path}&page_token=${token}`))
    : undefined;
  const counts = await repeat(countRounds, async () => {
    const begunAtMs = performance.now();
    const counted = await client.query(`select count(*)::int as total from ${from} where ${where}`);
    return { tookMs: performance.now() - begunAtMs, total: Number(counted.rows[0]?.total) };
  });
  const { total } = counts;
  if ([first.total, again.total, last?.total ?? total].some((other) => other !== total)) {
    throw new Error(`${name}: PostgreSQL counts ${total}, the list ${again.total}`);
  }
  const lastPage = last && { p50Ms: last.p50Ms, p95Ms: last.p95Ms };
  const { p50Ms, p95Ms } = again;
  return { name, total, firstMs: first.tookMs, p50Ms, p95Ms, lastPage, countMs: counts.p50Ms };
}

interface Timed {
  readonly tookMs: number;
  readonly total: number;
}

/** Asks for a page, and reads it to its end. */
async function ask(url: string): Promise<Timed> {
  const begunAtMs = performance.now();
  const response = await fetch(url, { headers: { "x-api-key": "123" } });
  const text = await response.text();
  const tookMs = performance.now() - begunAtMs;
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${text}`);
  return { tookMs, total: JSON.parse(text).total };
}

/** Does something again and again, one after the other. */
async function repeat(rounds: number, work: () => Promise<Timed>) {
  const all: Timed[] = [];
  for (let round = 0; round < rounds; round++) all.push(await work());
  const times = all.map(({ tookMs }) => tookMs);
  const total = all.at(-1)?.total ?? 0;
  return { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), total };
}

/** Writes the token of the page after the row with these keys, as the list itself does. */
function writeToken(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}
