import { Download, FileUp, RotateCw } from "lucide-react";
import { formatCount } from "../../format/number.ts";
import { Button } from "../../ui/button.tsx";
import { useAction } from "../../ui/use-action.ts";
import { saveBlob } from "../save-target.ts";
import { SalesFileReader } from "./file-reader.ts";
import { ImportCounts } from "./import-counts.tsx";
import { type ImportState, importState } from "./import-state.ts";
import { RefusalTable } from "./refusal-table.tsx";
import { runImport } from "./run-import.ts";

/** What has become of a file. */
export function ImportResult(state: ImportState) {
  const { file, reading, phase, problems, note } = state;
  const saving = useAction(async () => {
    const reader = new SalesFileReader();
    try {
      const rows = await reader.ask("writeRefused", file, reading, problems);
      saveBlob(rows, `refused-${file.name.replace(/\.[^.]*$/, "")}.csv`);
    } finally {
      reader.close();
    }
  });
  return (
    <div class="import-progress">
      <p role="status">
        <strong>{file.name}</strong> {describe(state)}
      </p>
      <ImportCounts {...state} />
      {(note ?? saving.error?.message) && (
        <p class="form-error" role="alert">
          {note ?? saving.error?.message}
        </p>
      )}
      {problems.length > 0 && <RefusalTable problems={problems} total={state.refused} />}
      <footer class="import-actions">
        {problems.length > 0 && (
          <Button icon={Download} busy={saving.busy} onClick={() => void saving.run()}>
            Save the refused rows
          </Button>
        )}
        {phase !== "done" && (
          <Button look="primary" icon={RotateCw} onClick={() => void runImport(file, reading)}>
            Go on
          </Button>
        )}
        <Button
          icon={FileUp}
          onClick={() => {
            importState.value = undefined;
          }}
        >
          Import another file
        </Button>
      </footer>
    </div>
  );
}

/** Says how it ended. */
function describe({ phase, isOld, refused, resumedAfter }: ImportState): string {
  if (phase === "cancelled") {
    return "was stopped. What was added stays; the same file goes on from there.";
  }
  if (phase === "failed") return "could not be imported to its end.";
  if (isOld) return "was imported before, as counted here. Nothing has changed.";
  const resumed =
    resumedAfter === undefined ? "" : `, going on after line ${formatCount(resumedAfter)}`;
  if (refused === 0) return `was imported${resumed}.`;
  return `was imported${resumed}, but for the rows below. Mend them and drop them again.`;
}
