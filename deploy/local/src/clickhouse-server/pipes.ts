import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";

/** A named pipe through which the engine hands over a result while it is being made. */
export interface ResultPipe {
  path: string;
  /** What the engine has written. It pauses the engine when nobody reads. */
  reader: Socket;
  /** To be called when the statement has ended: only then the reader ends, after the last byte. */
  finish(): void;
  /** To be called when the reader has ended. */
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
    // The engine may open the pipe more than once. Without this second opening, the reader would end after
    // the first time and the engine wait for a reader for ever at the second.
    const keeper = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const reader = new Socket({ fd, readable: true, writable: false });
    return {
      path,
      reader,
      finish: () => closeSync(keeper),
      release() {
        reader.destroy();
        free.push(path);
      },
    };
  };
}
