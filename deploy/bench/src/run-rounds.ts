import { measureLoad, type Speed } from "./measure-load.ts";
import { median } from "./median.ts";
import type { Work } from "./work.ts";

/** How hard and how long to measure. */
export interface Effort {
  readonly connections: number;
  /** Of one measurement. */
  readonly seconds: number;
  readonly rounds: number;
}

/** Something that answers the work's requests. */
export interface Contender {
  readonly name: string;
  readonly url: string;
}

/**
 * Measures how fast each contender does some work, in turns, so that whatever else the machine is
 * doing hits all of them; after a warm-up that does not count.
 *
 * @returns the median of the rounds, by name.
 */
export async function runRounds(
  work: Work,
  contenders: readonly Contender[],
  { connections, seconds, rounds }: Effort,
): Promise<Map<string, Speed>> {
  const speeds = new Map<string, Speed[]>(contenders.map(({ name }) => [name, []]));
  for (const { url } of contenders) await measureLoad(url, work, connections, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, url } of round % 2 ? contenders.toReversed() : contenders) {
      speeds.get(name)?.push(await measureLoad(url, work, connections, seconds));
    }
  }
  return new Map(
    [...speeds].map(([name, all]) => [
      name,
      {
        requestsPerSecond: median(all.map((speed) => speed.requestsPerSecond)),
        p50Ms: median(all.map((speed) => speed.p50Ms)),
        p99Ms: median(all.map((speed) => speed.p99Ms)),
      },
    ]),
  );
}
