import {
  ConfigReader,
  type Environment,
  readListen,
  readTrust,
  type ServeOptions,
} from "@backroom/kit";

/** What the catalogue's process is told. */
export interface CatalogConfig {
  /** CATALOG_DATABASE_URL: the URL of PostgreSQL for the role that owns the schema `catalog`. */
  readonly databaseUrl: string;
  /** LOG_LEVEL: the least level that is logged. */
  readonly logLevel: string;
  /** CATALOG_HOST, CATALOG_PORT and the trust variables: where gRPC listens, and for whom. */
  readonly grpc: ServeOptions;
}

/**
 * Reads the catalogue's configuration.
 *
 * @throws Error naming every variable that is wrong.
 */
export function readConfig(environment: Environment): CatalogConfig {
  const reader = new ConfigReader(environment);
  const trust = readTrust(reader);
  const listen = readListen(reader, "CATALOG_HOST", "CATALOG_PORT", 50_051, trust.encrypted);
  return reader.finish({
    databaseUrl: reader.text("CATALOG_DATABASE_URL"),
    logLevel: reader.logLevel(),
    grpc: { ...listen, token: trust.token, credentials: trust.serverCredentials },
  });
}
