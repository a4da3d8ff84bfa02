import { useUrlState } from "../../api/use-url-state.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { ImportResult } from "./import-result.tsx";
import { chosenFile, importState, isRunning } from "./import-state.ts";

/** Imports a file of sales: choose it, look at how it is understood, watch it go in. */
export function ImportDialog() {
  const [, setState] = useUrlState();
  const state = importState.value;
  const file = chosenFile.value;
  return (
    <Dialog
      title="Import sales"
      wide
      onClose={() => {
        chosenFile.value = undefined;
        if (state && !isRunning(state)) importState.value = undefined;
        setState({ do: undefined });
      }}
    >
      {state && (isRunning(state) ? <ImportProgress {...state} /> : <ImportResult {...state} />)}
      {!state && file && <ImportPreview key={`${file.name} ${file.lastModified}`} file={file} />}
      {!state && !file && <DropZone />}
    </Dialog>
  );
}
