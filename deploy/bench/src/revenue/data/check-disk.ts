import { mkdir, statfs } from "node:fs/promises";

/** What an entry takes in both stores with all indexes, in bytes, and what the catalogue and logs do. */
const bytesAnEntry = 520;
const baseBytes = 300e6;

/**
 * Makes sure that there is room for so many entries.
 *
 * @throws Error that says how much is needed and how much is free.
 */
export async function checkDisk(folder: string, entries: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const needed = baseBytes + entries * bytesAnEntry;
  if (needed <= bavail * bsize) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw new Error(
    `${entries} sales need about ${gigabytes(needed)} GB, but only ${gigabytes(bavail * bsize)} GB are free: ` +
      "ask for smaller --sizes, or for a folder elsewhere with --data",
  );
}
