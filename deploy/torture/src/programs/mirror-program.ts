import {
  bindService,
  ConfigReader,
  createCallMetrics,
  createLog,
  Hint,
  openClickhouse,
  readTrust,
  runProcess,
  serveGrpc,
} from "@backroom/kit";
import { RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { startMirror } from "@backroom/sales/mirror";
import { createRevenueHandlers } from "@backroom/sales/revenue";
import pg from "pg";
import { Registry } from "prom-client";

/** How the plan of a trial tunes the mirror. */
export interface MirrorTuning {
  readonly maxBatchRows: number;
  readonly pollMs: number;
  readonly maxPauseMs: number;
  readonly writeExpiryMs: number;
}

// The mirror and the answers about revenue as the sales service has them, and nothing else of it.
const log = createLog("mirror", process.env.LOG_LEVEL);

await runProcess(log, async () => {
  const reader = new ConfigReader(process.env);
  const { token, serverCredentials } = readTrust(reader);
  const { postgresUrl, clickhouseUrl, port, tuning } = reader.finish({
    postgresUrl: reader.text("SALES_DATABASE_URL"),
    clickhouseUrl: reader.text("CLICKHOUSE_URL"),
    port: reader.integer("SALES_PORT", 0, 1, 65_535),
    tuning: JSON.parse(reader.text("MIRROR_TUNING")) as MirrorTuning,
  });
  const pool = new pg.Pool({ connectionString: postgresUrl, connectionTimeoutMillis: 3_000 });
  pool.on("error", () => {}); // Whoever asks next gets another connection.
  const clickhouse = openClickhouse(clickhouseUrl);
  const registry = new Registry();
  const mirror = startMirror({
    postgresUrl,
    clickhouseUrl,
    hint: new Hint(),
    log,
    registry,
    ...tuning,
  });
  const revenue = bindService(
    RevenueService,
    createRevenueHandlers({
      clickhouse,
      pool,
      mirror,
      log,
      registry,
      maxCacheBytes: 2 ** 24,
      storeTimeZone: "UTC",
      stopping: new AbortController().signal,
      maxWatchesOfOne: 100,
      resolveFilter: async ({ productIds, categoryIds }) => ({ productIds, categoryIds }),
    }),
    { log, metrics: createCallMetrics(registry) },
  );
  const server = await serveGrpc([revenue], {
    host: "127.0.0.1",
    port,
    token,
    credentials: serverCredentials,
  });
  return {
    async stop() {
      await server.drain(5_000);
      await mirror.stop();
      await clickhouse.close();
      await pool.end();
    },
  };
});
