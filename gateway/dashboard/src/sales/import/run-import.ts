import type { Reading } from "@backroom/import/sales-file";
import { apiKey } from "../../api/api-key.ts";
import { errorText } from "../../api/describe-error.ts";
import { queryClient } from "../../api/query-client.ts";
import { SalesFileReader } from "./file-reader.ts";
import { ImportControl } from "./import-control.ts";
import { chosenFile, type ImportState, importState } from "./import-state.ts";
import { listRefusals } from "./list-refusals.ts";
import { sendLatestAttempt } from "./send-latest-attempt.ts";

let control = new ImportControl();

const begun = {
  phase: "checking",
  bytes: 0,
  read: 0,
  added: 0,
  unchanged: 0,
  refused: 0,
  resumedAfter: undefined,
  isOld: false,
  rowsPerSecond: 0,
  remainingMs: undefined,
  note: undefined,
  problems: [],
} as const;

/**
 * Imports a file, telling how far it is by the state. One that was broken off goes on where it was;
 * one that had come to its end changes nothing, but the rows that were refused then are tried again.
 */
export async function runImport(file: File, reading: Reading): Promise<void> {
  const own = new ImportControl();
  control = own;
  importState.value = { ...begun, file, reading };
  const tell = (change: Partial<ImportState>) => control === own && changeState(change);
  const reader = new SalesFileReader((bytes) => tell({ bytes }));
  own.signal.addEventListener("abort", () => reader.close()); // A long file is read for a while.
  try {
    const name = await reader.ask("name", file, reading);
    const sending = { reader, control: own, file, reading, tell };
    const sent = await sendLatestAttempt(name, sending);
    const refused = await listRefusals(sent.importId, own.signal);
    const problems = [...sent.problems, ...refused].sort((a, b) => a.line - b.line);
    tell({ phase: "done", bytes: file.size, problems, isOld: sent.isOld, note: undefined });
  } catch (error) {
    if (own.signal.aborted) tell({ phase: "cancelled", note: undefined });
    else tell({ phase: "failed", note: errorText(error) });
  } finally {
    reader.close();
    void queryClient.invalidateQueries();
  }
}

/** Changes the state. */
function changeState(change: Partial<ImportState>): void {
  const { value } = importState;
  if (value) importState.value = { ...value, ...change };
}

/** Stops sending until it is continued; what is under way is finished. */
export function pauseImport(): void {
  control.pause();
  changeState({ phase: "paused" });
}

/** Goes on after a pause. */
export function resumeImport(): void {
  control.resume();
  changeState({ phase: "sending" });
}

/** Ends the import where it is. What was recorded stays; the same file goes on from there. */
export function cancelImport(): void {
  control.cancel();
}

// Who signs in next must neither see it nor go on with it under another key.
apiKey.subscribe((key) => {
  if (key !== undefined) return;
  control.cancel();
  control = new ImportControl();
  importState.value = undefined;
  chosenFile.value = undefined;
});
