import { setTimeout as sleep } from "node:timers/promises";
import { type MixQuestion, variants } from "../mix/question.ts";
import type { Targets } from "./open-targets.ts";
import { readCpuMs } from "./read-cpu.ts";

/** What answers cost all processes of Backroom and its stores together, in milliseconds of a processor. */
export interface Cost {
  /** Of an answer that was not known, on the mix's average. */
  readonly firstMs: number;
  /** Of one that was. */
  readonly againMs: number;
}

const idleMs = 3_000;
const variantsAsked = 4;
const repeats = 10;

/**
 * Measures what the answers of the mix cost, less what the processes do anyway; with the last
 * variants, which must not have been asked before.
 *
 * @param launcherPid the process that all others descend from.
 * @returns undefined where the system does not tell.
 */
export async function measureCost(
  mix: readonly MixQuestion[],
  targets: Targets,
  launcherPid: number,
): Promise<Cost | undefined> {
  if (process.platform !== "linux") return undefined;
  const idle = await watch(launcherPid, () => sleep(idleMs));
  const questions = mix.flatMap(({ ask }) =>
    Array.from({ length: variantsAsked }, (_, index) => ask(variants - 2 - index)),
  );
  const cost = async (times: number) => {
    const { cpuMs, tookMs } = await watch(launcherPid, async () => {
      for (const question of questions) {
        for (let time = 0; time < times; time++) await targets.gateway(question);
      }
    });
    return (cpuMs - (tookMs * idle.cpuMs) / idle.tookMs) / (questions.length * times);
  };
  return { firstMs: await cost(1), againMs: await cost(repeats) };
}

/** Watches what the processes use while something is done. */
async function watch(launcherPid: number, work: () => Promise<unknown>) {
  const begunAtMs = performance.now();
  const before = await readCpuMs(launcherPid);
  await work();
  const cpuMs = (await readCpuMs(launcherPid)) - before;
  return { cpuMs, tookMs: performance.now() - begunAtMs };
}
