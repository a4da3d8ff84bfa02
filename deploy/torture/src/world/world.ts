import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, type WriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migratePostgres } from "@backroom/kit";
import { prepareDatabase, type Service } from "@backroom/local/stores";
import { openStore } from "@backroom/sales/store";
import pg from "pg";
import { ClickhouseProxy } from "./clickhouse-proxy.ts";
import { ClickhouseServer } from "./clickhouse-server.ts";
import { LimitedDisk } from "./limited-disk.ts";
import { PostgresServer } from "./postgres-server.ts";
import { openLog } from "./program.ts";
import { keptMark, removeAbandoned, worldPrefix } from "./remove-abandoned.ts";

/** Large enough for ClickHouse to work on, small enough to fill at once. */
const diskMegabytes = 512;

const template = "backroom";

/** The stores that one run of the torture has for itself, and where they keep what they have. */
export interface World {
  readonly dir: string;
  readonly postgres: PostgresServer;
  readonly clickhouse: ClickhouseServer;
  /** Stands between every mirror and ClickHouse. */
  readonly proxy: ClickhouseProxy;
  /** ClickHouse's disk; undefined when only root could give it one. */
  readonly disk: LimitedDisk | undefined;
  /** What every program says. */
  readonly log: WriteStream;
  /** Makes a database with the schemas of all services, and answers the URL for each of them. */
  createDatabase(name: string): Promise<Readonly<Record<Service, string>>>;
  dropDatabase(name: string): Promise<void>;
  /** Mends what a trial that was given up has left broken. */
  heal(): Promise<void>;
  /** Ends everything and removes the folder, unless it is to be kept. */
  stop(keep: boolean): Promise<void>;
}

/** Starts stores of its own in a new folder. */
export async function startWorld(): Promise<World> {
  removeAbandoned();
  const dir = mkdtempSync(worldPrefix);
  chmodSync(dir, 0o711); // As root, PostgreSQL runs under another account, which must get in.
  const clickhouse = new ClickhouseServer(join(dir, "clickhouse"), join(dir, "clickhouse.log"));
  const disk = LimitedDisk.mount(join(clickhouse.home, "data"), diskMegabytes);
  const [postgres] = await Promise.all([
    PostgresServer.start(join(dir, "postgres"), join(dir, "postgres.log")),
    clickhouse.start(),
  ]);
  const proxy = new ClickhouseProxy(() => clickhouse.port);
  await proxy.listen();
  const urls = await prepareDatabase(postgres.urlOf("postgres"), {
    catalog: "catalog",
    inventory: "inventory",
    sales: "sales",
  });
  await migrateSales(urls.sales);
  await runOn(postgres, "create database elsewhere");
  const log = openLog(join(dir, "programs.log"));
  return {
    dir,
    postgres,
    clickhouse,
    proxy,
    disk,
    log,
    async createDatabase(name) {
      await runOn(postgres, `create database ${name} template ${template}`);
      const { catalog, inventory, sales } = urls;
      return {
        catalog: postgres.throughGate(catalog, name),
        inventory: postgres.throughGate(inventory, name),
        sales: postgres.throughGate(sales, name),
      };
    },
    dropDatabase: (name) => runOn(postgres, `drop database ${name} with (force)`),
    async heal() {
      disk?.clear();
      clickhouse.signal("SIGCONT");
      if (clickhouse.port === undefined) await clickhouse.start();
      if (!postgres.isRunning) await postgres.start();
      await proxy.settle();
      proxy.mode = "pass";
    },
    async stop(keep) {
      await proxy.close();
      await clickhouse.stop();
      await postgres.stop();
      log.end();
      if (keep && disk)
        execFileSync("cp", ["-a", join(clickhouse.home, "data"), join(dir, "kept")]);
      disk?.unmount();
      if (keep) writeFileSync(join(dir, keptMark), "");
      else rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function migrateSales(url: string): Promise<void> {
  const { orm } = await openStore(url);
  try {
    await migratePostgres(orm, "sales");
  } finally {
    await orm.close();
  }
}

async function runOn(postgres: PostgresServer, statement: string): Promise<void> {
  const client = new pg.Client(postgres.urlOf("postgres"));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
