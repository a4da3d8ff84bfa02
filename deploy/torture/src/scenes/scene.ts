import type { Battlefield } from "../battlefield.ts";
import type { Fleet } from "../fleet.ts";
import type { Book } from "../writers/book.ts";
import type { WitnessSale } from "../writers/witness.ts";

/** What a trial is played with: the mirror alone, or whole services. */
export interface Scene {
  /** The processes of which one mirrors. */
  readonly fleet: Fleet;
  /** The services beside it, where there are any. */
  readonly neighbours: readonly Neighbour[];
  /** Starts everything; nothing has been written yet. */
  start(field: Battlefield): Promise<void>;
  /** Writes all that is planned, and notes in the book what became of it. */
  write(field: Battlefield, book: Book): Promise<void>;
  /** Records a sale of the witness; rejects when nobody knows whether it is in the ledger. */
  witness(sale: WitnessSale, signal: AbortSignal): Promise<void>;
  /** Checks what only this scene has, once everything is quiet; answers what is wrong. */
  check(field: Battlefield): Promise<string[]>;
  /** Starts what was killed, beside the fleet. */
  heal(): Promise<void>;
  /** Stops everything as it should be stopped. */
  stop(): Promise<void>;
  /** Ends whatever still runs. */
  kill(): Promise<void>;
}

/** A service beside the fleet that can be killed. */
export interface Neighbour {
  readonly name: "catalog" | "inventory";
  readonly isRunning: boolean;
  kill(): Promise<void>;
  start(): Promise<void>;
}
