import {
  ConfigReader,
  type Environment,
  readListen,
  readTrust,
  type ServeOptions,
  type TrustConfig,
} from "@backroom/kit";

/** The configuration of the inventory service. */
export interface InventoryConfig {
  /** INVENTORY_DATABASE_URL: `postgres://role:password@host:port/database`, required. */
  readonly databaseUrl: string;
  /** CATALOG_ADDR: the gRPC target of the catalogue when it runs in another process. */
  readonly catalogAddress: string;
  /** INVENTORY_HOST and INVENTORY_PORT (50052): where it listens, and with what. */
  readonly grpc: ServeOptions;
  /** INTERNAL_TOKEN and GRPC_TLS_*: how the services trust each other. */
  readonly trust: TrustConfig;
  /** MAX_WATCHES_PER_KEY: how many streams of changes one API key, or service, may have open of an rpc, up to 10,000. */
  readonly maxWatchesOfOne: number;
  /** LOG_LEVEL: a pino level. */
  readonly logLevel: string;
}

/**
 * Reads the configuration.
 *
 * @throws Error naming every variable that is wrong.
 */
export function readConfig(environment: Environment): InventoryConfig {
  const reader = new ConfigReader(environment);
  const trust = readTrust(reader);
  const listen = readListen(reader, "INVENTORY_HOST", "INVENTORY_PORT", 50_052, trust.encrypted);
  return reader.finish({
    databaseUrl: reader.text("INVENTORY_DATABASE_URL"),
    catalogAddress: reader.text("CATALOG_ADDR", "dns:///127.0.0.1:50051"),
    grpc: { ...listen, token: trust.token, credentials: trust.serverCredentials },
    trust,
    maxWatchesOfOne: reader.integer("MAX_WATCHES_PER_KEY", 100, 1, 10_000),
    logLevel: reader.logLevel(),
  });
}
