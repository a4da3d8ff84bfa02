/** Says that it was ClickHouse that failed the mirror; the cause says how. */
export class ClickhouseError extends Error {}

/** Marks the errors of ClickHouse. */
export async function onClickhouse<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new ClickhouseError("ClickHouse failed", { cause });
  }
}
