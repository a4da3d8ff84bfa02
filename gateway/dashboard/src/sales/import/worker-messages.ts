import type { Problem, Reading } from "@backroom/import/sales-file";
import type { PackedRows } from "./pack-rows.ts";
import type { Preview } from "./preview-file.ts";
import type { Batch } from "./read-batches.ts";

/** A batch that is ready to be sent. */
export interface PackedBatch extends Omit<Batch, "rows"> {
  /** Undefined at the end of the file. */
  readonly rows: PackedRows | undefined;
}

/** What the worker that reads files can be asked. */
export interface WorkerCalls {
  preview(file: Blob, reading: Reading): Promise<Preview>;
  name(file: Blob, reading: Reading): Promise<string>;
  /** Begins to read the rows after one that is settled. */
  open(file: Blob, reading: Reading, settled: bigint): Promise<void>;
  /** Answers the next rows of the file that is open. */
  next(): Promise<PackedBatch>;
  writeRefused(file: Blob, reading: Reading, refused: readonly Problem[]): Promise<Blob>;
}

/** A question to the worker. */
export interface Question {
  readonly id: number;
  readonly call: keyof WorkerCalls;
  readonly args: readonly unknown[];
}

/** What the worker answers: a result, an error in words, or how far it has come. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly bytes?: number;
}
