import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again and again until the answer is right.
 *
 * @throws what the last attempt threw, when it is not right within so many milliseconds.
 */
export async function until<T>(attempt: () => Promise<T>, withinMs = 30_000): Promise<T> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
    }
    await sleep(15);
  }
}
