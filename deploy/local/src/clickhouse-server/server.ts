import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { createAdmission } from "./admission.ts";
import { ClickHouseError, toClickHouseError } from "./clickhouse-error.ts";
import type { Engine } from "./engine.ts";
import { handleQuery, type Workbench } from "./handle-query.ts";
import { createPipes } from "./pipes.ts";
import { sendError } from "./reply.ts";
import { authenticate, type User } from "./users.ts";

/** How much one server takes on at a time. */
export interface ServerLimits {
  adminPlaces: number;
  analystPlaces: number;
  queueLength: number;
  maxQueryBytes: number;
  maxBodyBytes: number;
}

/** The limits of the embedded server. */
export const defaultLimits: ServerLimits = {
  adminPlaces: 12,
  analystPlaces: 4,
  queueLength: 200,
  maxQueryBytes: 1024 * 1024,
  maxBodyBytes: 1024 * 1024 * 1024,
};

/** Makes the HTTP server in front of an engine; `folder` is for its temporary files. It does not listen yet. */
export function createClickHouseServer(
  engine: Engine,
  users: readonly User[],
  folder: string,
  limits: ServerLimits = defaultLimits,
): Server {
  const spoolFolder = join(folder, "spool");
  rmSync(spoolFolder, { recursive: true, force: true });
  mkdirSync(spoolFolder, { recursive: true, mode: 0o700 });
  const { adminPlaces, analystPlaces, queueLength, maxQueryBytes, maxBodyBytes } = limits;
  const bench: Workbench = {
    engine,
    spoolFolder,
    maxQueryBytes,
    maxBodyBytes,
    openPipe: createPipes(join(folder, "pipes"), adminPlaces + analystPlaces),
    admissions: {
      admin: createAdmission(adminPlaces, queueLength),
      analyst: createAdmission(analystPlaces, queueLength),
    },
  };

  const server = createServer({ keepAliveTimeout: 30_000, requestTimeout: 0 });
  server.maxConnections = 512;
  return server.on("request", (request, response) => {
    answer(bench, users, request, response).catch((error) => {
      sendError(response, toClickHouseError(error), engine.version);
      // What the client is still sending is of no use to anyone.
      if (!request.complete) response.once("finish", () => request.destroy());
    });
  });
}

async function answer(
  bench: Workbench,
  users: readonly User[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = "", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const url = new URLSearchParams(query);
  const isQuery = path === "/" && (request.method === "POST" || url.has("query"));
  if (!isQuery && (request.method === "GET" || request.method === "HEAD")) {
    if (["/", "/ping", "/replicas_status"].includes(path)) {
      response.setHeader("Content-Type", "text/html; charset=UTF-8").end("Ok.\n");
      return;
    }
  }
  if (!isQuery || !["GET", "POST", "HEAD"].includes(request.method ?? ""))
    throw new ClickHouseError(
      1000,
      "POCO_EXCEPTION",
      `There is no handle ${request.method} ${path}`,
      404,
    );

  response.setHeader("X-ClickHouse-Server-Display-Name", "backroom");
  response.setHeader("X-ClickHouse-Query-Id", url.get("query_id") || randomUUID());
  response.setHeader("X-ClickHouse-Timezone", "UTC");
  const user = authenticate(users, request, url);
  const left = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) left.abort(new Error("The client has left"));
  });
  await handleQuery(bench, user, request, response, url, left.signal);
}
