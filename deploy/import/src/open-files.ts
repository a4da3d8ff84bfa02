import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** A file that can be read. */
export interface InputFile {
  /** Its path as it was given. */
  readonly path: string;
  /** Its size in bytes; undefined for standard input. */
  readonly size: number | undefined;
  /** Begins to read it. */
  open(): AsyncIterable<Uint8Array>;
}

/** Finds a file. Standard input can be opened only once. */
export async function findFile(path: string): Promise<InputFile> {
  if (path === "-") return { path, size: undefined, open: () => process.stdin };
  const { size } = await stat(path);
  return { path, size, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
}

/**
 * Makes a file that can be opened again and again: standard input is kept in a temporary file
 * until it is disposed of.
 */
export async function keepFile(file: InputFile): Promise<InputFile & AsyncDisposable> {
  if (file.size !== undefined) return { ...file, [Symbol.asyncDispose]: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), "backroom-import-"));
  const path = join(folder, "stdin.csv");
  await pipeline(file.open(), createWriteStream(path, { mode: 0o600 }));
  const { size } = await stat(path);
  return {
    path: file.path,
    size,
    open: () => createReadStream(path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
