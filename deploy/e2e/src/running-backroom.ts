/** Where the Backroom under test is. */
export interface RunningBackroom {
  /** Whether all services share one process or have one each. */
  readonly form: "one-process" | "split";
  /** The gateway's address. */
  readonly url: string;
  /** An API key that opens it. */
  readonly key: string;
  /** `host:port` of each service's gRPC listener. */
  readonly grpc: { readonly catalog: string; readonly inventory: string; readonly sales: string };
  /** The token that calls between services carry. */
  readonly internalToken: string;
  /** Where its PostgreSQL listens on 127.0.0.1. */
  readonly postgresPort: number;
  /** The ClickHouse HTTP endpoint, with the analyst's name and password. */
  readonly clickhouseUrl: string;
  /** The process that started all others, and starts those again that end by themselves. */
  readonly launcherPid: number;
  /** The folder of its data. */
  readonly dataDir: string;
  /** The folder of its services' log files. */
  readonly logDir: string;
}
