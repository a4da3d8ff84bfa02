import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import "./testing/provided.ts";
import { SharedSystems } from "./shared-systems.ts";

/**
 * Lets the tests of all projects ask for a whole Backroom by its name, and ends those that were
 * started. What nobody asks for is never started, and tests of several projects that name the same
 * one share it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const systems = new SharedSystems();
  const server = createServer((request, response) => {
    systems.get(request.url?.slice(1) ?? "").then(
      (backroom) => response.end(JSON.stringify(backroom)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.requestTimeout = 0; // A start may take longer than the five minutes that are usual.
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to be asked at");
  project.provide("systemsUrl", `http://127.0.0.1:${address.port}`);
  return async () => {
    server.close();
    server.closeAllConnections();
    await systems.stop();
  };
}
