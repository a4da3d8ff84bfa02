import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** A line that a program logged, as pino writes it. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** What a program is made of. */
export interface ProgramOptions {
  /** Its name in messages and in the log. */
  readonly name: string;
  /** The module, which sends `ready` to its parent when it is. */
  readonly module: string;
  /** Where its lines are added. */
  readonly log: WriteStream;
  /** Looks at every line. */
  readonly onLine: (line: LogLine, program: Program) => void;
}

/** How many of its last words that are no log lines a program is remembered by. */
const maxLastWords = 10;
const maxStartMs = 60_000;
const maxStopMs = 20_000;

/** A Node program in a process of its own that is killed, frozen and started again. */
export class Program {
  readonly #options: ProgramOptions;
  #child: ChildProcess | undefined;
  #lastWords: string[] = [];

  constructor(options: ProgramOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && !this.#child.signalCode;
  }

  /** Starts it and waits until it is ready. */
  async start(environment: Readonly<Record<string, string>>): Promise<void> {
    const { name, module, log } = this.#options;
    const child = fork(module, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true, // A Ctrl-C in the terminal is for the torture, which stops its programs.
    });
    this.#child = child;
    for (const output of [child.stdout, child.stderr]) if (output) this.#follow(output, log);
    const ready = once(child, "message", { signal: AbortSignal.timeout(maxStartMs) });
    const exited = once(child, "exit").then(() => {
      throw new Error(`${name} ended before it was ready:\n${this.#lastWords.join("\n")}`);
    });
    await Promise.race([ready, exited]);
    exited.catch(() => {}); // From now on it may end.
  }

  /** Ends it as kill -9 does. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Asks it to stop, and fails when it does not or says that something went wrong. */
  async stop(): Promise<void> {
    const child = this.#child;
    const code = await this.#end("SIGTERM");
    if (child && code !== 0)
      throw new Error(`${this.name} did not stop cleanly: exit code ${code}`);
  }

  /** Stops its threads where they are, or lets them go on. */
  signal(name: "SIGSTOP" | "SIGCONT"): void {
    this.#child?.kill(name);
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.isRunning) return child?.exitCode ?? 0;
    const exited = once(child, "exit");
    child.kill(signal);
    const force = setTimeout(() => child.kill("SIGKILL"), maxStopMs);
    await exited;
    clearTimeout(force);
    return child.exitCode;
  }

  #follow(output: Readable, log: WriteStream): void {
    createInterface({ input: output }).on("line", (text) => {
      log.write(`${this.name} ${text}\n`);
      if (!text.startsWith("{")) {
        this.#lastWords = [...this.#lastWords, text].slice(-maxLastWords);
        return;
      }
      const line = JSON.parse(text) as LogLine;
      this.#options.onLine(line, this);
    });
  }
}

/** Opens a file to which the lines of all programs are added. */
export function openLog(path: string): WriteStream {
  return createWriteStream(path, { flags: "a" });
}
