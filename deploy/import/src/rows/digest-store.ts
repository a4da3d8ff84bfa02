import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { CountStore } from "./machine.ts";

const filterBits = 2 ** 28;
const filterProbes = 4;

/**
 * Keeps numbers by digest in a temporary file, in memory that does not grow: 32 MiB that tell
 * which digests are surely not there, and as much of the file. The file takes about 20 bytes a
 * digest, lies where SQLite puts temporary files (TMPDIR), and is gone when the process ends,
 * however it ends.
 */
export class DigestStore implements CountStore {
  readonly #filter = new Uint32Array(filterBits / 32);
  readonly #database = new DatabaseSync("");
  readonly #find: StatementSync;
  readonly #put: StatementSync;

  constructor() {
    this.#database.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -32768;
      CREATE TABLE digest (digest INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;`);
    this.#find = this.#database.prepare("SELECT count FROM digest WHERE digest = ?");
    this.#put = this.#database.prepare(
      "INSERT INTO digest VALUES (?, ?) ON CONFLICT DO UPDATE SET count = excluded.count",
    );
    // A row's id is its digest, and most digests are no safe integers.
    this.#put.setReadBigInts(true);
  }

  /** Answers the number of a digest, given as its two halves; 0 when it is not there. */
  get(low: number, high: number): number {
    for (let index = 0; index < filterProbes; index += 1) {
      const position = (low + index * high) % filterBits;
      if (((this.#filter[position >>> 5] ?? 0) & (1 << (position & 31))) === 0) return 0;
    }
    const digest = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
    return Number(this.#find.get(digest)?.count ?? 0);
  }

  /** Enters numbers by digest, replacing those there are; fastest in the order of the digests. */
  put(entries: Iterable<readonly [digest: bigint, count: number]>): void {
    this.#database.exec("BEGIN");
    for (const [digest, count] of entries) {
      this.#put.run(digest, count);
      const low = Number(BigInt.asUintN(32, digest));
      const high = Number(BigInt.asUintN(32, digest >> 32n));
      for (let index = 0; index < filterProbes; index += 1) {
        const position = (low + index * high) % filterBits;
        this.#filter[position >>> 5] = (this.#filter[position >>> 5] ?? 0) | (1 << (position & 31));
      }
    }
    this.#database.exec("COMMIT");
  }
}
