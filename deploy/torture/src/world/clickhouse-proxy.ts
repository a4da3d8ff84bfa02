import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** A request on its way to ClickHouse. */
export interface Passage {
  /** The statement, or its beginning. */
  readonly statement: string;
  /** Whether it is a batch of the ledger's rows. */
  readonly isFactInsert: boolean;
  /** Comes true when ClickHouse has all of the request, or cannot have it. */
  readonly sent: Promise<void>;
}

/**
 * What is done with a request: `lose answer` delivers it and then cuts the client off; `cut` sends a
 * share of its body; `hold` cuts the client off at once and delivers the request later; `slow` keeps
 * the client waiting so long before it is delivered.
 */
export type Treatment =
  | { readonly to: "pass" | "drop" | "lose answer" }
  | { readonly to: "cut"; readonly share: number }
  | { readonly to: "hold"; readonly until: Promise<unknown> }
  | { readonly to: "slow"; readonly ms: number };

/** Looks at a request and may say what is done with it. */
export type Interceptor = (passage: Passage) => Treatment | undefined;

/** An unreliable network between the mirrors and ClickHouse. */
export class ClickhouseProxy {
  readonly #server: Server;
  readonly #portOf: () => number | undefined;
  readonly #interceptors = new Set<Interceptor>();
  readonly #held = new Set<Promise<unknown>>();
  /** The statuses that ClickHouse gave to what was held. */
  readonly heldStatuses: number[] = [];
  /** `drop` cuts every connection, as when the machine has gone; `hang` never answers. */
  mode: "pass" | "drop" | "hang" = "pass";

  /** @param portOf where ClickHouse is just now. */
  constructor(portOf: () => number | undefined) {
    this.#portOf = portOf;
    this.#server = createServer((incoming, response) => {
      this.#receive(incoming, response).catch(() => response.destroy());
    });
  }

  /** Begins to listen on a free port. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  /** Where the proxy is. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Has every request looked at, until what is returned is called. */
  intercept(interceptor: Interceptor): () => void {
    this.#interceptors.add(interceptor);
    return () => this.#interceptors.delete(interceptor);
  }

  /** Cuts every connection that is open. */
  cutAll(): void {
    this.#server.closeAllConnections();
  }

  /** Waits until all that was held has been delivered or has failed. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#held);
  }

  /** Closes it for good. */
  async close(): Promise<void> {
    await this.settle();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cutAll();
    await closed;
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.mode === "drop") return void incoming.socket.destroy();
    const body = await buffer(incoming);
    if (this.mode === "hang") return;
    const asked = new URL(incoming.url ?? "/", "http://proxy").searchParams.get("query");
    const statement = (asked ?? body.toString("latin1", 0, 200)).trimStart();
    const { promise: sent, resolve: onSent } = Promise.withResolvers<void>();
    const isFactInsert = /^INSERT INTO sale_fact\b/.test(statement);
    const treatment = this.#judge({ statement, isFactInsert, sent });
    const forward = (content: Buffer, answerTo?: ServerResponse) =>
      this.#forward(incoming, content, onSent, answerTo);
    try {
      await this.#deliver(treatment, incoming, response, body, forward);
    } finally {
      onSent();
    }
    if (treatment.to !== "pass" && treatment.to !== "slow") incoming.socket.destroy();
  }

  async #deliver(
    treatment: Treatment,
    incoming: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    forward: (content: Buffer, answerTo?: ServerResponse) => Promise<number>,
  ): Promise<void> {
    switch (treatment.to) {
      case "slow":
        await sleep(treatment.ms);
        await forward(body, response);
        break;
      case "pass":
        await forward(body, response);
        break;
      case "lose answer":
        await forward(body).catch(() => 0);
        break;
      case "cut":
        await this.#sendShare(incoming, body, Math.floor(body.length * treatment.share));
        break;
      case "hold":
        this.#hold(treatment.until, () => forward(body));
        break;
    }
  }

  #judge(passage: Passage): Treatment {
    for (const interceptor of this.#interceptors) {
      const treatment = interceptor(passage);
      if (treatment) return treatment;
    }
    return { to: "pass" };
  }

  #hold(until: Promise<unknown>, deliver: () => Promise<number>): void {
    const held = until
      .then(deliver)
      .then((status) => this.heldStatuses.push(status))
      .catch(() => {}) // ClickHouse was away when it came.
      .finally(() => this.#held.delete(held));
    this.#held.add(held);
  }

  #forward(
    { method, url: path, headers }: IncomingMessage,
    body: Buffer,
    onSent: () => void,
    response?: ServerResponse,
  ): Promise<number> {
    const port = this.#portOf();
    if (port === undefined) return Promise.reject(new Error("ClickHouse is down"));
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, method, path, agent: false };
      const plain = { ...headers, "content-length": String(body.length) };
      delete plain["transfer-encoding"];
      const outgoing = request({ ...options, headers: plain }, (answer) => {
        answer.on("error", reject);
        answer.on("end", () => resolve(answer.statusCode ?? 0));
        if (!response) return void answer.resume();
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on("error", reject);
      outgoing.on("finish", onSent);
      // A client that leaves is seen by ClickHouse, as it would be without a proxy.
      response?.on("close", () => outgoing.destroy());
      outgoing.end(body);
    });
  }

  /** Sends the beginning of a body that was announced to be whole, and leaves. */
  #sendShare({ method, url: path, headers }: IncomingMessage, body: Buffer, bytes: number) {
    const port = this.#portOf();
    return new Promise<void>((resolve) => {
      if (port === undefined) return resolve();
      const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false });
      outgoing.on("error", () => {});
      outgoing.on("close", () => resolve());
      outgoing.write(body.subarray(0, bytes), () => setTimeout(() => outgoing.destroy(), 20));
    });
  }
}
