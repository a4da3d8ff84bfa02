import { Gate } from "@backroom/kit/testing/gate";
import { findFreePort, type Postgres, startPostgres } from "@backroom/local/stores";

/** A PostgreSQL that is killed and started again, behind a gate that stays. */
export class PostgresServer {
  readonly #home: string;
  readonly #logFile: string;
  readonly #gate: Gate;
  #running: Postgres | undefined;

  private constructor(home: string, logFile: string, gate: Gate) {
    this.#home = home;
    this.#logFile = logFile;
    this.#gate = gate;
  }

  /** Starts a new cluster in a folder. */
  static async start(home: string, logFile: string): Promise<PostgresServer> {
    const server = new PostgresServer(home, logFile, await Gate.open());
    await server.start();
    return server;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** The superuser's URL of a database, through the gate. */
  urlOf(database: string): string {
    if (!this.#running) throw new Error("PostgreSQL is down");
    return this.throughGate(this.#running.url, database);
  }

  /** Makes another role's URL lead to a database through the gate. */
  throughGate(url: string, database: string): string {
    const moved = new URL(url);
    moved.port = String(this.#gate.port);
    moved.pathname = `/${database}`;
    return moved.href;
  }

  /** Ends PostgreSQL as kill -9 does, with all that it had begun. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    const { pid, exited } = this.#running;
    this.#running = undefined;
    this.#gate.target = undefined;
    process.kill(pid, "SIGKILL");
    await exited;
    this.#gate.cut();
  }

  /** Starts PostgreSQL, which recovers what had been committed. */
  async start(): Promise<void> {
    const port = await findFreePort();
    this.#running = await startPostgres({
      home: this.#home,
      logFile: this.#logFile,
      port,
      durable: false,
    });
    this.#gate.target = `tcp://127.0.0.1:${port}`;
  }

  /** Stops PostgreSQL and the gate for good. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    await this.#gate.shut();
  }
}
