import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a TCP server that stays in one place while the server comes and goes. */
export class Gate {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** The port of 127.0.0.1 that the server listens on just now; undefined while it is down. */
  targetPort: number | undefined;

  private constructor() {
    this.#server = createServer((inner) => this.#admit(inner));
  }

  /** Opens a gate on a free port. */
  static async open(): Promise<Gate> {
    const gate = new Gate();
    await new Promise<void>((resolve) => gate.#server.listen(0, "127.0.0.1", resolve));
    return gate;
  }

  /** Where the gate is. */
  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the gate has no port");
    return address.port;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Closes the gate for good. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #admit(inner: Socket): void {
    if (this.targetPort === undefined) {
      inner.destroy();
      return;
    }
    const outer = connect(this.targetPort, "127.0.0.1");
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
