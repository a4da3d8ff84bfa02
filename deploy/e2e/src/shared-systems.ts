import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningBackroom } from "./running-backroom.ts";
import { type StartedBackroom, type StartOptions, startBackroom } from "./start-backroom.ts";
import { importNorthwind } from "./testing/import-northwind.ts";

/** A whole system that tests can ask for. */
interface SystemPlan extends Omit<StartOptions, "dir"> {
  /** What is done to it before anybody gets it. */
  readonly prepare?: (backroom: RunningBackroom) => Promise<void>;
}

const plans: Readonly<Record<string, SystemPlan>> = {
  "one-process": { form: "one-process" },
  split: { form: "split" },
  dashboard: {
    form: "one-process",
    env: { API_KEYS: "the-key-of-the-tests-in-a-browser" },
    prepare: importNorthwind,
  },
};

/** A system that was started and the folder that goes with it. */
interface SharedSystem extends StartedBackroom {
  readonly dir: string;
}

/** Whole systems, each started as `npm start` would when it is first asked for. */
export class SharedSystems {
  readonly #systems = new Map<string, Promise<SharedSystem>>();

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
      if (!system) continue;
      await system.stop();
      await rm(system.dir, { recursive: true, force: true });
    }
  }
}

/** Starts a system on free ports, with no more in it than its plan says. */
async function start(name: string): Promise<SharedSystem> {
  const plan = plans[name];
  if (!plan) throw new Error(`there is no system "${name}"`);
  const dir = await mkdtemp(join(tmpdir(), `backroom-e2e-${name}-`));
  await chmod(dir, 0o711); // As root, PostgreSQL runs under another account, which must get in.
  const started = await startBackroom({ dir, ...plan });
  try {
    await plan.prepare?.(started.backroom);
  } catch (error) {
    await started.stop();
    throw error;
  }
  return { dir, ...started };
}
