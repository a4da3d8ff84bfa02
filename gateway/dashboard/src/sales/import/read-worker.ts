import { nameImport } from "./name-import.ts";
import { packRows } from "./pack-rows.ts";
import { previewFile } from "./preview-file.ts";
import { type Batch, readBatches } from "./read-batches.ts";
import { writeRefusedRows } from "./refused-rows.ts";
import type { Answer, Question, WorkerCalls } from "./worker-messages.ts";

let batches: AsyncIterator<Batch> | undefined;

/** Makes what answers the calls of one question. */
function makeCalls(onBytes: (bytes: number) => void): WorkerCalls {
  return {
    preview: previewFile,
    name: (file, reading) => nameImport(file, reading, onBytes),
    async open(file, reading, settled) {
      batches = readBatches(file, reading, settled);
    },
    async next() {
      const next = await batches?.next();
      if (!next || next.done) throw new Error("no file is open");
      return { ...next.value, rows: packRows(next.value.rows) };
    },
    writeRefused: writeRefusedRows,
  };
}

/** Answers the page. */
function answer(message: Answer): void {
  self.postMessage(message);
}

self.addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  const { id, call, args } = data;
  const calls = makeCalls((bytes) => answer({ id, bytes }));
  const act = calls[call] as (...given: readonly unknown[]) => Promise<unknown>;
  try {
    answer({ id, result: await act(...args) });
  } catch (error) {
    answer({ id, error: error instanceof Error ? error.message : `${error}` });
  }
});
