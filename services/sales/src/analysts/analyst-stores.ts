import { createLog, Hint } from "@backroom/kit";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { type Mirror, startMirror } from "../mirror/start-mirror.ts";
import { FakeItems } from "../testing/fake-items.ts";
import { openTestStores, type TestStores } from "../testing/open-test-stores.ts";
import { ledger } from "./same-questions.ts";

/** Gives the tests of a file the small ledger, mirrored, and an analyst who asks about it. */
export function useAnalyst() {
  let stores: TestStores;
  let mirror: Mirror;

  beforeAll(async () => {
    stores = await openTestStores();
    await stores.pool.query(ledger);
    const items = new FakeItems();
    const { rows } = await stores.pool.query<{ id: number; quantity: string; channel: string }>(
      "select id, quantity, channel from sales.item_of_test order by id",
    );
    for (const { id, quantity, channel } of rows) items.put([id, BigInt(quantity), channel]);
    mirror = startMirror({
      postgresUrl: stores.postgresUrl,
      clickhouseUrl: stores.clickhouseUrl,
      hint: new Hint(),
      log: createLog("test", "silent"),
      registry: new Registry(),
      inventory: items.backend,
      stockPollMs: 20,
    });
    await mirror.waitUntilFresh(AbortSignal.timeout(60_000));
    const expectItems = async () =>
      expect(await ask("SELECT count() FROM stock")).toEqual([[String(rows.length)]]);
    await vi.waitFor(expectItems, { timeout: 60_000 });
  });
  afterAll(async () => {
    await mirror?.stop();
    await stores?.close();
  });

  /** Asks ClickHouse as an analyst does, and answers every value as text, decimals without closing zeros. */
  async function ask(query: string): Promise<(string | null)[][]> {
    const { status, body } = await send(query, "default_format=JSONCompactStringsEachRow");
    if (status !== 200) throw new Error(`ClickHouse answered ${status}: ${body}`);
    const lines = body.toString().split("\n").filter(Boolean);
    const rows = lines.map((line) => JSON.parse(line) as string[]);
    return rows.map((row) => row.map((text) => (text === "ᴺᵁᴸᴸ" ? null : trim(text))));
  }

  /** Sends a statement as an analyst's tool does, and answers the bytes and how they were sent. */
  async function send(sql: string, parameters: string, headers: Record<string, string> = {}) {
    const { origin, pathname } = new URL(stores.clickhouseUrl);
    const authorization = `Basic ${btoa("analyst:analyst")}`;
    const url = `${origin}/?database=${pathname.slice(1)}&${parameters}`;
    const init = { method: "POST", body: sql, headers: { authorization, ...headers } };
    const response = await fetch(url, init);
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  }

  return {
    ask,
    /** Asks PostgreSQL the same, of the ledger; every value is text already. */
    async askLedger(question: string): Promise<(string | null)[][]> {
      const client = await stores.pool.connect();
      try {
        await client.query("set search_path = sales");
        const query = { text: question, rowMode: "array" } as const;
        const { rows } = await client.query<(string | null)[]>(query);
        return rows.map((row) => row.map((value) => value && trim(value)));
      } finally {
        client.release();
      }
    },
    send,
    /** The database of the mirror. */
    database: () => new URL(stores.clickhouseUrl).pathname.slice(1),
    /** ClickHouse with all rights. */
    admin: () => stores.clickhouse,
  };
}

function trim(text: string): string {
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}
