import { ChannelCredentials, ServerCredentials } from "@grpc/grpc-js";
import type { ConfigReader } from "../config.ts";

/** How the services of one process trust each other. */
export interface TrustConfig {
  /** INTERNAL_TOKEN: what every internal call must carry; required in production. */
  readonly token: string;
  /** Whether internal calls are encrypted. */
  readonly encrypted: boolean;
  /** What this process listens with. */
  readonly serverCredentials: ServerCredentials;
  /** What this process calls others with. */
  readonly channelCredentials: ChannelCredentials;
}

/** Reads INTERNAL_TOKEN, GRPC_TLS_CERT, GRPC_TLS_KEY and GRPC_TLS_CA (which asks callers for a certificate too). */
export function readTrust(reader: ConfigReader): TrustConfig {
  const token = reader.text("INTERNAL_TOKEN", reader.isProduction ? undefined : "development");
  if (reader.isProduction && token && token.length < 24) {
    reader.refuse("INTERNAL_TOKEN must have at least 24 characters in production");
  }
  const cert = reader.file("GRPC_TLS_CERT");
  const key = reader.file("GRPC_TLS_KEY");
  const ca = reader.file("GRPC_TLS_CA");
  if (!cert || !key) {
    if (cert || key || ca) reader.refuse("GRPC_TLS_CERT and GRPC_TLS_KEY belong together");
    return {
      token,
      encrypted: false,
      serverCredentials: ServerCredentials.createInsecure(),
      channelCredentials: ChannelCredentials.createInsecure(),
    };
  }
  const pair = { cert_chain: cert, private_key: key };
  const root = ca ?? null;
  return {
    token,
    encrypted: true,
    serverCredentials: ServerCredentials.createSsl(root, [pair], root !== null),
    channelCredentials: ChannelCredentials.createSsl(root, pair.private_key, pair.cert_chain),
  };
}

/** Where a process listens. */
export interface ListenConfig {
  readonly host: string;
  readonly port: number;
}

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Reads where a process listens. In production an unencrypted listener beyond loopback is refused
 * unless ALLOW_PLAINTEXT=true says so in so many words.
 */
export function readListen(
  reader: ConfigReader,
  hostName: string,
  portName: string,
  defaultPort: number,
  encrypted: boolean,
): ListenConfig {
  const host = reader.text(hostName, "127.0.0.1");
  const port = reader.integer(portName, defaultPort, 0, 65_535);
  const allowed = encrypted || loopback.has(host) || reader.flag("ALLOW_PLAINTEXT", false);
  if (reader.isProduction && !allowed) {
    reader.refuse(
      `${hostName}=${host} would listen beyond loopback unencrypted: give certificates, or set ALLOW_PLAINTEXT=true`,
    );
  }
  return { host, port };
}
