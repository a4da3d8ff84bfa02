import { join } from "node:path";
import { prepareDatabase } from "../stores/prepare-database.ts";
import { loadSecrets } from "../stores/secrets.ts";
import { buildEnvironment } from "./child-environment.ts";
import { type ChildRecord, takeOverChildren } from "./leftovers.ts";
import type { Ports } from "./ports.ts";
import type { Program, Stages } from "./programs.ts";
import { startChild } from "./start-child.ts";
import { prepareClickhouse, preparePostgres, startOnPorts } from "./start-stores.ts";
import { type Supervised, supervise } from "./supervise.ts";

/** What a launch is made of. */
export interface Launch {
  dir: string;
  stages: Stages;
  ports: Ports;
  environment: NodeJS.ProcessEnv;
  /** Shows a line to the person at the terminal. */
  say: (line: string) => void;
  /** Ends the launch between two steps. */
  signal: AbortSignal;
}

/** Everything that runs, in the order in which it was started. */
export class RunningParts {
  readonly #parts: Supervised[] = [];

  /** Adds parts that started together. */
  async add(starts: readonly Promise<Supervised>[]): Promise<void> {
    const settled = await Promise.allSettled(starts);
    for (const part of settled) if (part.status === "fulfilled") this.#parts.push(part.value);
    for (const part of settled) if (part.status === "rejected") throw part.reason;
  }

  /** How many parts there are. */
  get count(): number {
    return this.#parts.length;
  }

  /** Stops the parts in reverse order, down to the first `keep`. */
  async stop(keep = 0): Promise<void> {
    while (this.#parts.length > keep) await this.#parts.pop()?.stop();
  }

  /** Ends everything this moment. */
  kill(): void {
    for (const part of this.#parts) {
      const pid = part.pid();
      if (pid !== undefined) process.kill(pid, "SIGKILL");
    }
  }
}

/** Starts the stores, prepares the database and starts all programs; `parts` holds what runs, also when it fails. */
export async function launch(options: Launch, parts: RunningParts): Promise<void> {
  const { dir, ports, stages, say, signal } = options;
  const record = await takeOverChildren(dir);
  const secrets = loadSecrets(join(dir, "secrets.json"));
  const urls = { postgres: "" };
  signal.throwIfAborted();

  await parts.add([
    step(say, "PostgreSQL", supervise("PostgreSQL", preparePostgres(dir, ports, urls, say), say)),
    step(say, "ClickHouse", supervise("ClickHouse", prepareClickhouse(dir, ports, secrets), say)),
  ]);
  signal.throwIfAborted();
  const databaseUrls = await prepareDatabase(urls.postgres, secrets.databasePasswords);
  const programPorts = stages.flat().flatMap((program) => program.ports);
  const stores = parts.count;
  await startOnPorts(ports, programPorts, async () => {
    await parts.stop(stores); // What a try before this one has started.
    const environment = buildEnvironment(ports, secrets, databaseUrls, options.environment);
    for (const stage of stages) {
      signal.throwIfAborted();
      await parts.add(
        stage.map((program) =>
          step(say, program.name, startProgram(options, program, environment, record)),
        ),
      );
    }
  });
}

function startProgram(
  { dir, say, signal }: Launch,
  { name, module }: Program,
  environment: Record<string, string>,
  record: ChildRecord,
): Promise<Supervised> {
  const logFile = join(dir, `logs/${name}.log`);
  const start = async () => {
    const running = await startChild({ name, module, environment, logFile }, say, signal);
    record.add(name, running.pid);
    return running;
  };
  return supervise(name, start, say);
}

/** Says how long the start of a part took. */
async function step<T>(say: (line: string) => void, name: string, start: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const started = await start;
  say(`${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  return started;
}
