import { toClickHouseError } from "./clickhouse-error.ts";
import { createConnectionStock } from "./connection-stock.ts";
import { type Connection, loadNative, type NativeResult } from "./native.ts";
import { connectionSettings } from "./settings.ts";

/** What surrounds one statement. */
export interface RunContext {
  /** A name for this run by which it can be cancelled. */
  runId: string;
  settings: ReadonlyMap<string, string>;
  database: string | undefined;
  /** The format of rows when the statement names none. */
  format: string;
}

/** The embedded ClickHouse over one data folder. A process has at most one. */
export interface Engine {
  /** The version of ClickHouse. */
  version: string;
  /** The names of the table functions, in lower case. */
  tableFunctions: ReadonlySet<string>;
  /** How many statements are running. */
  running(): number;
  /** Runs one statement on a connection of its own, so that nothing it sets outlives it. */
  run(sql: string, context: RunContext): Promise<NativeResult>;
  /** Ends a running statement; it fails with QUERY_WAS_CANCELLED. */
  cancel(runId: string): Promise<void>;
  /** Closes the folder. No statement may be running. */
  close(): void;
}

/** Opens a data folder, which no other process may have open. */
export async function openEngine(folder: string): Promise<Engine> {
  const native = loadNative();
  const control = native.CreateConnection(folder, connectionSettings);
  const ask = async (sql: string) =>
    (await native.QueryAsyncConnection(control, sql, "TSVRaw")).bytes.toString().trim();
  const version = await ask("SELECT version()");
  const functions = await ask("SELECT lower(name) FROM system.table_functions");
  const runs = new Set<string>();
  const stock = createConnectionStock(native, folder);

  async function run(sql: string, context: RunContext): Promise<NativeResult> {
    runs.add(context.runId);
    let connection: Connection | undefined;
    try {
      connection = stock.take();
      return await native.QueryAsyncConnection(
        connection,
        `${prepare(context)};\n${sql}`,
        context.format,
      );
    } catch (error) {
      throw toClickHouseError(error);
    } finally {
      if (connection) stock.discard(connection);
      runs.delete(context.runId);
    }
  }

  async function cancel(runId: string): Promise<void> {
    if (!runs.has(runId)) return;
    const sql = `KILL QUERY WHERE Settings['log_comment'] = ${quote(runId)} ASYNC`;
    await native.QueryAsyncConnection(control, sql, "Null");
  }

  return {
    version,
    tableFunctions: new Set(functions.split("\n")),
    running: () => runs.size,
    run,
    cancel,
    close() {
      stock.close();
      native.CloseConnection(control);
    },
  };
}

function prepare({ runId, settings, database }: RunContext): string {
  const all = [["log_comment", runId], ...settings].map(
    ([name, value]) => `${name} = ${quote(value)}`,
  );
  const use = database === undefined ? "" : `USE \`${database.replace(/[\\`]/g, "\\$&")}\`; `;
  return `${use}SET ${all.join(", ")}`;
}

function quote(text = ""): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
