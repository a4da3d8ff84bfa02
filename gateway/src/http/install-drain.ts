import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** How long requests are still taken on connections that are open, so that their clients hear of the end. */
const graceMs = 200;

/** How long answers under way may take. */
const maxDrainMs = 7_000;

const lookMs = 20;

/**
 * Has a server end without cutting anybody off: answers under way are finished and tell their
 * clients to take another connection; each connection is closed when its last answer is out, and
 * after seven seconds all of them, for waiting for the slowest stream would never end.
 */
export function installDrain(app: FastifyInstance): void {
  const { server } = app;
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", ({ httpVersionMajor }: IncomingMessage, answer: ServerResponse) => {
    if (httpVersionMajor > 1) return; // HTTP/2 has a word of its own for it.
    answers.add(answer);
    answer.once("close", () => answers.delete(answer));
  });
  app.addHook("preClose", async () => {
    if (!server.listening) return;
    // A request that comes from now on is told so by Fastify.
    for (const answer of answers) if (!answer.headersSent) answer.setHeader("connection", "close");
    if (sockets.size > 0) await sleep(graceMs);
    const startedAtMs = performance.now();
    const timer = setInterval(() => {
      server.closeIdleConnections();
      if (performance.now() - startedAtMs < maxDrainMs) return;
      for (const socket of sockets) socket.destroy();
    }, lookMs);
    server.once("close", () => clearInterval(timer));
  });
}
