import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";

/** A named pipe through which the engine hands over a result while it is being made. */
export interface ResultPipe {
  path: string;
  /** What the engine has written. It pauses the engine when nobody reads. */
  reader: Socket;
  /** To be called when the statement has ended: the reader ends after the last byte. */
  finish(): void;
  /** To be called when the statement has ended and nobody reads any more. */
  release(): void;
}

/**
 * Makes a stock of named pipes in a folder of their own. The engine can write a result in any format into a
 * file; into a pipe, that makes a stream of bounded memory, which chdb's own streaming does not give: it
 * repeats headers with every block and analyses the query on the event loop's thread.
 */
export function createPipes(folder: string, count: number): () => ResultPipe {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const free = Array.from({ length: count }, (_, i) => join(folder, String(i)));
  execFileSync("mkfifo", ["-m", "600", ...free]);

  return function openPipe(): ResultPipe {
    const path = free.pop();
    if (path === undefined) throw new Error("More statements than pipes");
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const reader = new Socket({ fd, readable: true, writable: false });
    return {
      path,
      reader,
      finish() {
        // A reader never sees an end when nobody has opened the pipe for writing.
        if (!reader.destroyed) closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
      },
      release() {
        reader.destroy();
        free.push(path);
      },
    };
  };
}
