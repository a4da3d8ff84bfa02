import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A writer's connection to PostgreSQL, made anew when it is lost. */
export class Connection {
  readonly #url: string;
  #client: pg.Client | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Answers a connection that works, waiting until PostgreSQL is there. */
  async get(signal: AbortSignal): Promise<pg.Client> {
    while (!this.#client) {
      const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 3_000 });
      client.on("error", () => this.#lose(client));
      try {
        await client.connect();
        this.#client = client;
      } catch {
        this.#lose(client);
        await sleep(50, undefined, { signal });
      }
    }
    return this.#client;
  }

  /** Drops the connection, in whatever state it is. */
  drop(): void {
    if (this.#client) this.#lose(this.#client);
  }

  #lose(client: pg.Client): void {
    if (this.#client === client) this.#client = undefined;
    client.end().catch(() => {});
  }
}
