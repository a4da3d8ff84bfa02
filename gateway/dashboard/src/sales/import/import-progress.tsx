import { Pause, Play, X } from "lucide-react";
import { formatBytes } from "../../format/bytes.ts";
import { formatDuration } from "../../format/duration.ts";
import { formatCount } from "../../format/number.ts";
import { Button } from "../../ui/button.tsx";
import { ImportCounts } from "./import-counts.tsx";
import type { ImportState } from "./import-state.ts";
import { cancelImport, pauseImport, resumeImport } from "./run-import.ts";

/** How far an import is, and what can be done about it. */
export function ImportProgress(state: ImportState) {
  const { file, phase, bytes, rowsPerSecond, remainingMs, note } = state;
  const percent = file.size > 0 ? Math.floor((bytes * 100) / file.size) : 0;
  const done = `${percent} % of ${formatBytes(file.size)}`;
  const pace = [
    rowsPerSecond > 0 && `${formatCount(Math.round(rowsPerSecond))} rows/s`,
    remainingMs !== undefined && `${formatDuration(remainingMs)} left`,
  ].filter(Boolean);
  const texts = {
    checking: `Checking the file: ${done}`,
    sending: [done, ...pace].join(" · "),
    paused: `Paused at ${done}`,
  };
  return (
    <div class="import-progress">
      <p>
        <strong>{file.name}</strong>
      </p>
      <progress aria-label={`Import of ${file.name}`} max={file.size || 1} value={bytes} />
      <p class="import-pace" role="status">
        {phase === "checking" || phase === "paused" ? texts[phase] : texts.sending}
      </p>
      {state.resumedAfter !== undefined && (
        <p>{`It goes on after line ${formatCount(state.resumedAfter)}, where it was broken off.`}</p>
      )}
      <ImportCounts {...state} />
      {note && (
        <p class="form-error" role="alert">
          {note}
        </p>
      )}
      <p>You can close this and look at other pages meanwhile, in this tab.</p>
      <footer class="import-actions">
        <Button icon={X} onClick={cancelImport}>
          Cancel import
        </Button>
        {phase === "paused" ? (
          <Button look="primary" icon={Play} onClick={resumeImport}>
            Continue
          </Button>
        ) : (
          <Button icon={Pause} disabled={phase === "checking"} onClick={pauseImport}>
            Pause
          </Button>
        )}
      </footer>
    </div>
  );
}
