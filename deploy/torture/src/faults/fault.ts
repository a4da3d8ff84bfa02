import type { Chance } from "@backroom/kit";
import type { Battlefield } from "../battlefield.ts";

/** One time that a fault strikes, as the plan of a trial has it. */
export interface Strike {
  /** What happens, in words that hold all that was drawn. */
  readonly words: string;
  /** Lets it happen and heals it; comes true when everything could work again. */
  run(field: Battlefield): Promise<void>;
}

/** Something that goes wrong. */
export interface Fault {
  /** What `--only` calls it. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /** What it strikes; of two faults that strike the same one waits for the other. */
  readonly target: "clickhouse" | "postgres" | "mirror" | "neighbour" | "network";
  /** What only a mirror alone, or only whole services, can suffer; both when absent. */
  readonly form?: "mirror" | "services";
  /** Whether ClickHouse must have a disk of its own, which only root can give it. */
  readonly needsDisk?: true;
  /** How long at least a batch must be accepted for, in milliseconds, so that the fault has its time. */
  readonly minWriteExpiryMs?: number;
  draw(chance: Chance): Strike;
}
