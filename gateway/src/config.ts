import { fileURLToPath } from "node:url";
import {
  ConfigReader,
  type Environment,
  type ListenConfig,
  readListen,
  readTrust,
  type TrustConfig,
} from "@backroom/kit";
import type { ApiKey } from "./http/key-ring.ts";
import { readApiKeys } from "./read-api-keys.ts";

/** The certificate and key that the listener speaks TLS with, in PEM. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The gateway's configuration. */
export interface GatewayConfig {
  /** GATEWAY_HOST and GATEWAY_PORT: where to listen; 127.0.0.1 and 8000, 0 for any free port. */
  readonly listen: ListenConfig;
  /** API_KEYS: `name:key` or `key`, comma separated; `123` in development, required in production. */
  readonly apiKeys: readonly ApiKey[];
  /** INTERNAL_TOKEN and GRPC_TLS_*: how the services and the gateway trust each other. */
  readonly trust: TrustConfig;
  /** CATALOG_ADDR: where the catalog service is, a gRPC target; dns:///127.0.0.1:50051. */
  readonly catalogAddr: string;
  /** INVENTORY_ADDR: where the inventory service is, a gRPC target; dns:///127.0.0.1:50052. */
  readonly inventoryAddr: string;
  /** SALES_ADDR: where the sales service is, a gRPC target; dns:///127.0.0.1:50053. */
  readonly salesAddr: string;
  /** LOG_LEVEL: a pino level; info. */
  readonly logLevel: string;
  /** BODY_LIMIT_BYTES: the largest body; 1,048,576. */
  readonly bodyLimitBytes: number;
  /** RATE_LIMIT_PER_MINUTE: requests of one key in a minute, 0 for no limit; 600,000. */
  readonly rateLimitPerMinute: number;
  /** MAX_EVENT_LOOP_DELAY_MS: beyond it new requests are turned away, 0 for never; 5,000. */
  readonly maxEventLoopDelayMs: number;
  /** REQUEST_TIMEOUT_MS: the longest a call may take; 30,000. */
  readonly requestTimeoutMs: number;
  /** STREAM_TIMEOUT_MS: the longest a stream such as an export may take; 3,600,000. */
  readonly streamTimeoutMs: number;
  /** DASHBOARD_DIR: the folder of the built dashboard; gateway/dashboard/dist. */
  readonly dashboardDir: string;
  /** TLS_CERT_FILE and TLS_KEY_FILE: PEM files; without them the listener is not encrypted. */
  readonly tls: TlsFiles | undefined;
}

const builtDashboard = fileURLToPath(new URL("../dashboard/dist", import.meta.url));

/** Reads the gateway's configuration. Throws Error naming every variable that is wrong. */
export function readConfig(environment: Environment): GatewayConfig {
  const reader = new ConfigReader(environment);
  const tls = readTls(reader);
  return reader.finish({
    listen: readListen(reader, "GATEWAY_HOST", "GATEWAY_PORT", 8000, tls !== undefined),
    apiKeys: readApiKeys(reader),
    trust: readTrust(reader),
    catalogAddr: reader.text("CATALOG_ADDR", "dns:///127.0.0.1:50051"),
    inventoryAddr: reader.text("INVENTORY_ADDR", "dns:///127.0.0.1:50052"),
    salesAddr: reader.text("SALES_ADDR", "dns:///127.0.0.1:50053"),
    logLevel: reader.logLevel(),
    bodyLimitBytes: reader.integer("BODY_LIMIT_BYTES", 1_048_576, 1024, 104_857_600),
    rateLimitPerMinute: reader.integer("RATE_LIMIT_PER_MINUTE", 600_000, 0, 1_000_000_000),
    maxEventLoopDelayMs: reader.integer("MAX_EVENT_LOOP_DELAY_MS", 5_000, 0, 60_000),
    requestTimeoutMs: reader.integer("REQUEST_TIMEOUT_MS", 30_000, 100, 600_000),
    streamTimeoutMs: reader.integer("STREAM_TIMEOUT_MS", 3_600_000, 1_000, 86_400_000),
    dashboardDir: reader.text("DASHBOARD_DIR", builtDashboard),
    tls,
  });
}

/** Reads the TLS files, both or none. */
function readTls(reader: ConfigReader): TlsFiles | undefined {
  const cert = reader.file("TLS_CERT_FILE");
  const key = reader.file("TLS_KEY_FILE");
  if (cert && key) return { cert, key };
  if (cert || key) reader.refuse("TLS_CERT_FILE and TLS_KEY_FILE go together");
  return undefined;
}
