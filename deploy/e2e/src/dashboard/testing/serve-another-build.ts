import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { backroom } from "../../testing/backroom.ts";

/**
 * Serves all that the gateway does, but for a service worker of another build: one that has not the
 * script which pages have loaded. The browser asks for it in a way that no test can intercept.
 *
 * @returns the URL; it is there until the test has ended.
 */
export async function serveAnotherBuild(): Promise<string> {
  const server = createServer((incoming, response) => {
    const { method, headers, url = "/" } = incoming;
    const isWorker = url.endsWith("/service-worker.js");
    const outgoing = request(new URL(url, backroom.url), {
      method,
      headers: isWorker ? { ...headers, "accept-encoding": "identity" } : headers,
    });
    outgoing.on("response", (answer) => void (isWorker ? alter : pass)(answer, response));
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Passes an answer on as it is. */
function pass(answer: IncomingMessage, response: ServerResponse): void {
  answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
}

/** Passes a service worker on without the page's script among its files. */
async function alter(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const worker = await text(answer);
  response.setHeader("content-type", "text/javascript");
  response.end(worker.replace(/"assets\/index-[^"]+\.js",/, ""));
}
