import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RunningBackroom } from "../running-backroom.ts";
import { listNorthwindFiles, northwindFolder } from "./northwind-folder.ts";

const command = fileURLToPath(new URL("../../../import/src/main.ts", import.meta.url));

/** Imports the sample shop, if its files are there, through the gateway. */
export async function importNorthwind({ url, key }: RunningBackroom): Promise<void> {
  if (northwindFolder === undefined) return;
  const args = [command, "--url", url, "--key", key, ...listNorthwindFiles(northwindFolder)];
  await promisify(execFile)(process.execPath, args);
}
