import { mkdtemp, readFile, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { startBackroom } from "@backroom/e2e/start";
import pg from "pg";
import { describeMachine } from "../describe-machine.ts";
import { awaitFollowers } from "./await-followers.ts";
import { fillLedger } from "./fill-ledger.ts";
import { fillProducts } from "./fill-products.ts";
import { type Asked, type ListMeasurement, measureQuestion } from "./measure-question.ts";
import {
  type ListQuestion,
  productQuestions,
  salesQuestions,
  searchQuestions,
} from "./questions.ts";

/** What is measured. */
export interface ListsOptions {
  readonly sales: number;
  readonly products: number;
  readonly rounds: number;
  /** Where the data is kept; a temporary folder when absent. */
  readonly data?: string;
}

/** What a run found. */
export interface ListsResult {
  /** The machine, in a few words. */
  readonly machine: string;
  /** Of the machine when it was begun. */
  readonly load: number;
  readonly sizes: Pick<ListsOptions, "sales" | "products">;
  readonly sales: readonly ListMeasurement[];
  readonly products: readonly ListMeasurement[];
  readonly searches: readonly ListMeasurement[];
}

/** Measures lists at size, each beside PostgreSQL's own count, on one machine in one run. */
export async function runListsBench(
  options: ListsOptions,
  say: (message: string) => void,
): Promise<ListsResult> {
  const { data, rounds } = options;
  const machine = describeMachine();
  const load = loadavg()[0] ?? 0;
  const dir = data ?? (await mkdtemp(join(tmpdir(), "backroom-bench-")));
  say("starting Backroom");
  try {
    const { backroom, stop } = await startBackroom({ form: "one-process", dir });
    const clients: pg.Client[] = [];
    try {
      const { databasePasswords } = JSON.parse(
        await readFile(join(backroom.dataDir, "secrets.json"), "utf8"),
      );
      const connect = async (service: "catalog" | "sales") => {
        const client = new pg.Client({
          connectionString: `postgres://backroom_${service}:${databasePasswords[service]}@127.0.0.1:${backroom.postgresPort}/backroom`,
        });
        clients.push(client);
        await client.connect();
        return client;
      };
      const [catalog, ledger] = [await connect("catalog"), await connect("sales")];
      const sizes = await fill({ catalog, ledger }, backroom, options, say);
      const measure = async (asked: Asked, questions: readonly ListQuestion[]) => {
        const measurements: ListMeasurement[] = [];
        for (const question of questions) {
          say(`asking for ${question.path}`);
          measurements.push(await measureQuestion(question, asked));
        }
        return measurements;
      };
      const { url } = backroom;
      const ofProducts: Asked = {
        url,
        client: catalog,
        from: "catalog.product p",
        keys: "id::text",
        backwards: "id desc",
        rounds,
      };
      const ofSales: Asked = {
        url,
        client: ledger,
        from: "sales.sale s",
        keys: "round(date_part('epoch', sale_date) * 1000)::bigint::text, id::text",
        backwards: "sale_date, id",
        rounds,
      };
      return {
        machine,
        load,
        sizes,
        sales: await measure(ofSales, salesQuestions),
        products: await measure(ofProducts, productQuestions),
        searches: await measure(ofProducts, searchQuestions),
      };
    } finally {
      await Promise.all(clients.map((client) => client.end()));
      await stop();
    }
  } finally {
    if (!data) await rm(dir, { recursive: true, force: true });
  }
}

/** Fills the stores, unless they hold something from before, and waits until all that follows has followed. */
async function fill(
  { catalog, ledger }: { readonly catalog: pg.Client; readonly ledger: pg.Client },
  backroom: { readonly url: string; readonly key: string },
  { sales, products }: ListsOptions,
  say: (message: string) => void,
): Promise<ListsResult["sizes"]> {
  const count = async (client: pg.Client, table: string) =>
    Number((await client.query(`select count(*)::int as total from ${table}`)).rows[0]?.total);
  if ((await count(catalog, "catalog.product")) === 0) {
    say(`making ${products} products`);
    await fillProducts(catalog, products);
  }
  const known = await count(catalog, "catalog.product");
  say("waiting until the sales service knows them");
  await awaitFollowers(backroom, ledger, known);
  if ((await count(ledger, "sales.sale")) === 0) {
    say(`making ${sales} sales`);
    await fillLedger(ledger, sales, known);
  }
  say("waiting until the mirror has copied all");
  await awaitFollowers(backroom, ledger, known);
  return { sales: await count(ledger, "sales.sale"), products: known };
}
