import { type Clickhouse, findFreePort, startClickhouse } from "@backroom/local/stores";

const password = "torture";

/** A ClickHouse that is killed, frozen and started again. */
export class ClickhouseServer {
  readonly #home: string;
  readonly #logFile: string;
  #running: Clickhouse | undefined;
  #port = 0;

  /** @param home the folder for its data. */
  constructor(home: string, logFile: string) {
    this.#home = home;
    this.#logFile = logFile;
  }

  /** The port of 127.0.0.1 that it listens on; undefined while it is down. */
  get port(): number | undefined {
    return this.#running && this.#port;
  }

  /** The folder for its data. */
  get home(): string {
    return this.#home;
  }

  /** The admin's URL of a database, not through any proxy. */
  urlOf(database: string): string {
    return `http://default:${password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Starts it with what it had written. */
  async start(): Promise<void> {
    this.#port = await findFreePort();
    this.#running = await startClickhouse({
      home: this.#home,
      logFile: this.#logFile,
      port: this.#port,
      password,
      analystPassword: "analyst",
    });
  }

  /** Ends it as kill -9 does. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    const { pid, exited } = this.#running;
    process.kill(pid, "SIGKILL");
    this.#running = undefined;
    await exited;
  }

  /** Stops its threads where they are, or lets them go on. */
  signal(name: "SIGSTOP" | "SIGCONT"): void {
    if (this.#running) process.kill(this.#running.pid, name);
  }

  /** Stops it for good. */
  async stop(): Promise<void> {
    await this.#running?.stop();
  }
}
