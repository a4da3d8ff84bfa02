import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/**
 * What a proxy does with a request: passes it on; passes it on but loses the answer; keeps it back
 * and sends it later, its answer going nowhere; holds it while whoever sent it waits, as if they were
 * paused just before; or drops it.
 */
export type Treatment = "pass" | "lose answer" | "keep back" | "hold" | "drop";

/** A proxy before ClickHouse that a test makes unreliable. */
export interface UnreliableProxy {
  readonly url: string;
  /** Decides what is done with a request, given its statement. */
  treat: (statement: string) => Treatment;
  /** How many requests are kept back or held. */
  kept(): number;
  /** Sends what was kept back or held, and answers the statuses that ClickHouse gave. */
  release(): Promise<number[]>;
  close(): Promise<void>;
}

/** Starts a proxy before ClickHouse. */
export async function startProxy(clickhouseUrl: string): Promise<UnreliableProxy> {
  const target = new URL(clickhouseUrl);
  const kept: (() => Promise<number>)[] = [];

  function forward(incoming: IncomingMessage, body: Buffer, response?: ServerResponse) {
    return new Promise<number>((resolve, reject) => {
      const { method, url: path, headers } = incoming;
      const { hostname: host, port } = target;
      const outgoing = request({ host, port, method, path, headers, agent: false }, (answer) => {
        resolve(answer.statusCode ?? 0);
        if (!response) return void answer.resume();
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  const server = createServer(async (incoming, response) => {
    const body = await buffer(incoming);
    const asked = new URL(incoming.url ?? "/", target).searchParams.get("query");
    const treatment = proxy.treat(asked ?? body.toString("latin1"));
    if (treatment === "pass") {
      await forward(incoming, body, response).catch(() => response.destroy());
      return;
    }
    if (treatment === "lose answer") await forward(incoming, body).catch(() => 0);
    if (treatment === "keep back") kept.push(() => forward(incoming, body));
    if (treatment === "hold") kept.push(() => forward(incoming, body, response));
    else incoming.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(clickhouseUrl);
  url.port = String((server.address() as AddressInfo).port);
  const proxy: UnreliableProxy = {
    url: url.href,
    treat: () => "pass",
    kept: () => kept.length,
    release: () => Promise.all(kept.splice(0).map((send) => send())),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
