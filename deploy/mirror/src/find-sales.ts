import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigReader, dialGrpc, type Environment, readTrust } from "@backroom/kit";
import { MirrorService } from "@backroom/proto/sales/v1/mirror_pb";
import type { MirrorOptions } from "./options.ts";

const defaultDir = fileURLToPath(new URL("../../../.backroom", import.meta.url));

/**
 * Finds the sales service: by the options and the environment, else the one that `npm start` runs.
 * Nothing is sent yet.
 *
 * @throws Error naming every variable that is wrong.
 */
export function findSales({ sales }: Pick<MirrorOptions, "sales">, environment: Environment) {
  const dir = environment.BACKROOM_DIR || defaultDir;
  const port = readJson(join(dir, "ports.json"))?.SALES_PORT ?? 50_053;
  const token = environment.INTERNAL_TOKEN || readJson(join(dir, "secrets.json"))?.internalToken;
  const reader = new ConfigReader({ ...environment, INTERNAL_TOKEN: token?.toString() });
  const trust = reader.finish(readTrust(reader));
  return dialGrpc({
    target: sales ?? reader.text("SALES_ADDR", `127.0.0.1:${port}`),
    token: trust.token,
    credentials: trust.channelCredentials,
    services: [MirrorService],
  });
}

/** Reads a file that npm start has written; undefined when there is none. */
function readJson(path: string): Record<string, string | number> | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
