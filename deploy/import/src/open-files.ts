import { createReadStream } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file that can be read. */
export interface InputFile {
  /** Its path as it was given. */
  readonly path: string;
  /** Its size in bytes; undefined when it can be read only once, as standard input. */
  readonly size: number | undefined;
  /** Begins to read it. */
  open(): AsyncIterable<Uint8Array>;
}

const highWaterMark = 256 * 1024;

/** Finds a file. Standard input and pipes can be opened only once. */
export async function findFile(path: string): Promise<InputFile> {
  if (path === "-") return { path, size: undefined, open: () => process.stdin };
  const found = await stat(path);
  const size = found.isFile() ? found.size : undefined;
  return { path, size, open: () => createReadStream(path, { highWaterMark }) };
}

/**
 * Makes a file that can be opened again and again: what can be read only once is kept in a
 * temporary file, which has no name, so that nothing is left of it even after a kill.
 */
export async function keepFile(
  file: InputFile,
  signal?: AbortSignal,
): Promise<InputFile & AsyncDisposable> {
  if (file.size !== undefined) return { ...file, [Symbol.asyncDispose]: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), "backroom-import-"));
  const path = join(folder, "input.csv");
  const handle = await open(path, "wx+", 0o600);
  await rm(folder, { recursive: true });
  await handle.writeFile(file.open(), { signal });
  const { size } = await handle.stat();
  return {
    path: file.path,
    size,
    open: () => handle.createReadStream({ start: 0, autoClose: false, highWaterMark }),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
