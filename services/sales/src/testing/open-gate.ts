import { connect, createServer, type Socket } from "node:net";

/** A way to a server that a test can shut, as when the server is away. */
export interface Gate {
  /** The URL of the server, through the gate. */
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  /** Lets nothing more through the connections there are, not even that the server has closed them. */
  freeze(): void;
  open(): Promise<void>;
  /** Lets no answer through any more on a connection on which this text has been sent. */
  muteAfter(text: string): void;
  /** Cuts every connection, losing the answers that were not let through, and lets new ones be. */
  cut(): void;
}

/** Opens a gate before a server, given the server's URL. */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const frozen = new WeakSet<Socket>();
  let lastText: string | undefined;
  const server = createServer((inner) => {
    const outer = connect(Number(port), hostname);
    inner.on("data", (chunk) => {
      if (lastText && chunk.includes(lastText)) outer.unpipe(inner);
    });
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {}); // It closes, too.
      socket.on("close", () => {
        sockets.delete(socket);
        if (!frozen.has(other)) other.destroy();
      });
      socket.pipe(other);
    }
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listen = (on: number) =>
    new Promise<void>((resolve) => server.listen(on, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  const url = new URL(target);
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    open: () => listen(address.port),
    freeze() {
      for (const socket of sockets) {
        frozen.add(socket);
        socket.unpipe();
      }
    },
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
    muteAfter(text) {
      lastText = text;
    },
    cut() {
      lastText = undefined;
      cut();
    },
  };
}
