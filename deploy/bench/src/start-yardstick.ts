import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("./yardstick-main.ts", import.meta.url));

/** The yardstick, running. */
export interface RunningYardstick {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the yardstick over the stores of a running Backroom, in a process of its own. */
export async function startYardstick(
  dataDir: string,
  postgresPort: number,
  clickhouseUrl: string,
): Promise<RunningYardstick> {
  const { databasePasswords } = JSON.parse(await readFile(`${dataDir}/secrets.json`, "utf8"));
  const urlOf = (service: string) =>
    `postgres://backroom_${service}:${databasePasswords[service]}@127.0.0.1:${postgresPort}/backroom`;
  const stores = { catalogUrl: urlOf("catalog"), salesUrl: urlOf("sales"), clickhouseUrl };
  const child = spawn(process.execPath, [main, JSON.stringify(stores)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const printed = await Promise.race([once(createInterface(child.stdout), "line"), exited]);
  if (child.exitCode !== null) throw new Error("the yardstick did not start");
  return {
    url: String(printed[0]),
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
