import { connect, createServer, type Socket } from "node:net";

/** A way to a server that a test can shut, as when the server is away. */
export interface Gate {
  /** The URL of the server, through the gate. */
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /** Lets nothing that the server answers through any more, on connections there are and new ones. */
  mute(): void;
  /** Cuts every connection, losing what was kept back, and lets new ones through in full. */
  cut(): void;
}

/** Opens a gate before a server, given the server's URL. */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const answering = new Set<Socket>();
  let isMute = false;
  const server = createServer((inner) => {
    const outer = connect(Number(port), hostname);
    answering.add(outer);
    outer.on("close", () => answering.delete(outer));
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (socket === inner || !isMute) socket.pipe(other);
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
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
    mute() {
      isMute = true;
      for (const socket of answering) socket.unpipe();
    },
    cut() {
      isMute = false;
      cut();
    },
  };
}
