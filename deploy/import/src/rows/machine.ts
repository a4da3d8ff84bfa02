/** What the reading of a sales file asks of the machine it runs on, a server or a browser. */
export interface Machine {
  /** Answers the SHA-256 of a text in UTF-8. */
  digestText(text: string): Uint8Array;
  /** Opens where counts go that no longer fit; absent where they stay in memory, all of them. */
  readonly openStore?: () => CountStore;
}

/** Keeps counts by digest. */
export interface CountStore {
  /** Answers the count of a digest, given as its two halves; 0 when it is not there. */
  get(low: number, high: number): number;
  /** Enters counts by digest, replacing those there are. */
  put(entries: Iterable<readonly [digest: bigint, count: number]>): void;
}
