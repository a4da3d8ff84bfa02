import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A TCP way to a server that a test can shut, cut, mute or make stand still, as when the server or
 * the network is away. It stays in one place while the server comes and goes.
 */
export class Gate {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #frozen = new WeakSet<Socket>();
  #port = 0;
  #count = 0;
  #isStill = false;
  #lastText: string | undefined;
  /** The URL of the server; whoever comes while it is undefined is cut off. */
  target: string | undefined;

  private constructor(target: string | undefined) {
    this.target = target;
    this.#server = createServer((inner) => this.#admit(inner));
  }

  /** Opens a gate on a free port, before a server at a URL or before one that is not there yet. */
  static async open(target?: string): Promise<Gate> {
    const gate = new Gate(target);
    await gate.open();
    return gate;
  }

  /** The port on 127.0.0.1 to go by. */
  get port(): number {
    return this.#port;
  }

  /** The URL of the server, through the gate. */
  get url(): string {
    const url = new URL(this.target ?? "tcp://127.0.0.1");
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** How many connections there have been. */
  get count(): number {
    return this.#count;
  }

  /** Takes connections, where it did before. */
  async open(): Promise<void> {
    await once(this.#server.listen(this.#port, "127.0.0.1"), "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the gate has no port");
    this.#port = address.port;
  }

  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#cutAll();
    });
  }

  /** Cuts every connection, losing the answers that were not let through, and lets new ones be. */
  cut(): void {
    this.#lastText = undefined;
    this.#cutAll();
  }

  /** Lets no answer through any more on a connection on which this text has been sent. */
  muteAfter(text: string): void {
    this.#lastText = text;
  }

  /** Makes all that is under way, and what comes, stop or go on. */
  stand(isStill: boolean): void {
    this.#isStill = isStill;
    for (const socket of this.#sockets) {
      if (this.#frozen.has(socket)) continue;
      if (isStill) socket.pause();
      else socket.resume();
    }
  }

  /**
   * Lets nothing more through the connections there are, ever, not even that one of their ends was
   * closed; new ones go on.
   */
  freeze(): void {
    this.#isStill = false;
    for (const socket of this.#sockets) {
      this.#frozen.add(socket);
      socket.unpipe();
    }
  }

  #cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #admit(inner: Socket): void {
    this.#count++;
    if (this.target === undefined) {
      inner.destroy();
      return;
    }
    const { hostname, port } = new URL(this.target);
    const outer = connect(Number(port), hostname);
    inner.on("data", (chunk) => {
      if (this.#lastText && chunk.includes(this.#lastText)) outer.unpipe(inner);
    });
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => {}); // It closes, too.
      socket.on("close", () => {
        this.#sockets.delete(socket);
        if (!this.#frozen.has(other)) other.destroy();
      });
      socket.pipe(other);
      if (this.#isStill) socket.pause();
    }
  }
}
