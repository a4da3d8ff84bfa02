import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Engine, RunContext } from "./engine.ts";
import type { InsertShape } from "./statement.ts";

/** Spools the rows of an INSERT and answers the file's path and size. The caller removes the file. */
export async function spoolRows(
  folder: string,
  runId: string,
  rows: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<{ path: string; bytes: number }> {
  const path = join(folder, `${runId}.rows`);
  const file = createWriteStream(path, { mode: 0o600 });
  try {
    await pipeline(Readable.from(rows), file, { signal });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, bytes: file.bytesWritten };
}

/**
 * Runs an INSERT whose rows are in a file and answers how many rows were written. They do not go through
 * the text of the statement, because the engine takes an empty line there for the end of the rows.
 */
export async function runInsert(
  engine: Engine,
  head: string,
  shape: InsertShape,
  path: string,
  context: RunContext,
): Promise<{ rows: number; elapsed: number }> {
  const decode = (from: number, to: number) =>
    Buffer.from(head.slice(from, to), "latin1").toString();
  const target = decode(0, shape.settingsStart);
  const settings = decode(shape.settingsStart, shape.headEnd);
  const sql = `${target}\nFROM INFILE '${path}' COMPRESSION 'none' ${settings}\nFORMAT ${shape.format}`;
  const result = await engine.run(sql, context);
  return { rows: result.rowsRead, elapsed: result.elapsed };
}
