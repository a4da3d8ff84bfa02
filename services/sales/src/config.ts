import {
  ConfigReader,
  type Environment,
  readListen,
  readTrust,
  type ServeOptions,
  type TrustConfig,
} from "@backroom/kit";
import { ConnectError } from "@connectrpc/connect";
import { readZone } from "./time/read-zone.ts";

/** What the sales process is told. */
export interface SalesConfig {
  /** SALES_DATABASE_URL: the URL of PostgreSQL for the role that owns the schema `sales`. */
  readonly databaseUrl: string;
  /** CLICKHOUSE_URL: the URL of ClickHouse, with user, password and database. */
  readonly clickhouseUrl: string;
  /** SALES_HOST, SALES_PORT and the trust variables: where gRPC listens, and for whom. */
  readonly grpc: ServeOptions;
  /** The trust variables, for calls to the other services. */
  readonly trust: TrustConfig;
  /** CATALOG_ADDR: the gRPC target of the catalogue. */
  readonly catalogAddress: string;
  /** INVENTORY_ADDR: the gRPC target of the inventory. */
  readonly inventoryAddress: string;
  /** STORE_TIME_ZONE: the shop's zone, an IANA name, in which dates without an offset are read. */
  readonly storeTimeZone: string;
  /** STORE_CURRENCY: the currency of all amounts, three letters of ISO 4217. */
  readonly storeCurrency: string;
  /** MIRROR_CHECK_INTERVAL_MS: how long the mirror rests between two steps of comparing itself with the ledger, at least, and ten times as long while much arrives, up to an hour; it never does for 0. */
  readonly mirrorCheckIntervalMs: number;
  /** MAX_WATCHES_PER_KEY: how many streams of changes one API key, or service, may have open of an rpc, up to 10,000. */
  readonly maxWatchesOfOne: number;
  /** REVENUE_CACHE_MIB: how much memory known answers about revenue may take, in MiB, up to 4,096, and half as much sums of days and quarters of an hour; none is kept for 0. */
  readonly revenueCacheBytes: number;
  /** LOG_LEVEL: the least level that is logged. */
  readonly logLevel: string;
}

/**
 * Reads the configuration of the sales service.
 *
 * @throws Error naming every variable that is wrong.
 */
export function readConfig(environment: Environment): SalesConfig {
  const reader = new ConfigReader(environment);
  const trust = readTrust(reader);
  const listen = readListen(reader, "SALES_HOST", "SALES_PORT", 50_053, trust.encrypted);
  return reader.finish({
    databaseUrl: reader.text("SALES_DATABASE_URL"),
    clickhouseUrl: reader.text("CLICKHOUSE_URL"),
    grpc: { ...listen, token: trust.token, credentials: trust.serverCredentials },
    trust,
    catalogAddress: reader.text("CATALOG_ADDR", "dns:///127.0.0.1:50051"),
    inventoryAddress: reader.text("INVENTORY_ADDR", "dns:///127.0.0.1:50052"),
    storeTimeZone: readStoreZone(reader),
    storeCurrency: readStoreCurrency(reader),
    mirrorCheckIntervalMs: reader.integer("MIRROR_CHECK_INTERVAL_MS", 3_000, 0, 3_600_000),
    maxWatchesOfOne: reader.integer("MAX_WATCHES_PER_KEY", 100, 1, 10_000),
    revenueCacheBytes: reader.integer("REVENUE_CACHE_MIB", 64, 0, 4_096) * 2 ** 20,
    logLevel: reader.logLevel(),
  });
}

/** Reads STORE_TIME_ZONE, UTC when it is not set. */
function readStoreZone(reader: ConfigReader): string {
  try {
    return readZone("STORE_TIME_ZONE", reader.text("STORE_TIME_ZONE", "UTC"), "UTC");
  } catch (error) {
    reader.refuse(ConnectError.from(error).rawMessage);
    return "UTC";
  }
}

/** Reads STORE_CURRENCY, EUR when it is not set. */
function readStoreCurrency(reader: ConfigReader): string {
  const currency = reader.text("STORE_CURRENCY", "EUR").toUpperCase();
  if (!Intl.supportedValuesOf("currency").includes(currency)) {
    reader.refuse(`STORE_CURRENCY must be a currency of ISO 4217 such as EUR, not "${currency}"`);
  }
  return currency;
}
