import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningBackroom } from "./running-backroom.ts";
import { type StartedBackroom, startBackroom } from "./start-backroom.ts";

/** The whole systems that tests can ask for, by name, and the form in which each runs. */
const forms: Readonly<Record<string, RunningBackroom["form"]>> = {
  "one-process": "one-process",
  split: "split",
  dashboard: "one-process",
};

/** A system that was started and the folder that goes with it. */
interface Shared extends StartedBackroom {
  readonly dir: string;
}

/** Whole systems, each started as `npm start` would when it is first asked for. */
export class SharedSystems {
  readonly #systems = new Map<string, Promise<Shared>>();

  /** The system of a name, once it is ready. */
  async get(name: string): Promise<RunningBackroom> {
    let system = this.#systems.get(name);
    if (!system) {
      system = start(name);
      this.#systems.set(name, system);
    }
    return (await system).backroom;
  }

  /** Ends all and removes their data. */
  async stop(): Promise<void> {
    for (const starting of this.#systems.values()) {
      // Whoever asked for one that did not start was told so.
      const system = await starting.catch(() => undefined);
      await system?.stop();
      if (system) await rm(system.dir, { recursive: true, force: true });
    }
  }
}

/** Starts a system on free ports, empty. */
async function start(name: string): Promise<Shared> {
  const form = forms[name];
  if (!form) throw new Error(`there is no system "${name}"`);
  const dir = await mkdtemp(join(tmpdir(), `backroom-e2e-${name}-`));
  await chmod(dir, 0o711); // As root, PostgreSQL runs under another account, which must get in.
  return { dir, ...(await startBackroom({ form, dir })) };
}
