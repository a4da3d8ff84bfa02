import { Button } from "../../ui/button.tsx";
import { importState, isRunning } from "./import-state.ts";

/** Says that an import goes on, or has ended, while its dialogue is closed. */
export function ImportBanner({ onShow }: { onShow: () => void }) {
  const state = importState.value;
  if (!state) return null;
  const percent = Math.floor((state.bytes * 100) / (state.file.size || 1));
  const text = isRunning(state) ? `is being imported: ${percent} %` : "is no longer imported";
  return (
    <div class="import-banner">
      <p>
        <strong>{state.file.name}</strong> {text}
      </p>
      <Button onClick={onShow}>Show the import</Button>
    </div>
  );
}
