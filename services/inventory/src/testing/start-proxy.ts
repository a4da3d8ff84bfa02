import { connect, createServer, type Socket } from "node:net";

/** A way to PostgreSQL that can lose an answer. */
export interface Proxy {
  /** The URL of the database through this proxy. */
  readonly url: string;
  /** Cuts the connection on which the next COMMIT is answered, before the answer is passed on. */
  cutNextCommit(): void;
  /** How many answers were lost. */
  readonly cutCount: number;
  close(): void;
}

/** Starts a proxy in front of a database. */
export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isArmed = false;
  let cutCount = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isCommitting = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Either end is cut on purpose, and the other notices.
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.end();
      });
    }
    client.on("data", (chunk) => {
      if (isArmed && /\0?commit\0/i.test(chunk.toString("latin1"))) {
        isArmed = false;
        isCommitting = true;
      }
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (isCommitting) {
        cutCount += 1;
        client.destroy();
      } else {
        client.write(chunk);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: url.href,
    cutNextCommit() {
      isArmed = true;
    },
    get cutCount() {
      return cutCount;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
