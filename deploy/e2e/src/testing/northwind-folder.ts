import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const beside = fileURLToPath(new URL("../../../../../shared/data/northwind", import.meta.url));

/**
 * Where the files of the well-known sample shop lie, which is not ours to hand on: beside this
 * repository, or where NORTHWIND_DIR says. Undefined when they are not there; tests that need them
 * are then shown as skipped.
 */
export const northwindFolder = [process.env.NORTHWIND_DIR ?? beside].find(existsSync);

/** What to tell the import command to import it all. */
export function listNorthwindFiles(folder: string): string[] {
  return ["products", "stock", "sales"].flatMap((kind) => [`--${kind}`, `${folder}/${kind}.csv`]);
}
