import { FileUp } from "lucide-react";
import { useId, useRef } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { chosenFile } from "./import-state.ts";

/** Where a file is dropped or chosen. Files can be dropped anywhere on the page, too. */
export function DropZone() {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="drop-zone">
      <FileUp size={32} aria-hidden="true" />
      <p class="notice-title">Drop a CSV file here</p>
      <p>
        With a header: order, SKU or product id, channel, quantity, price, total, date. Other column
        names can be chosen next. Imported sales are history: they count as revenue and move no
        stock. Importing a file again changes nothing.
      </p>
      <label class="sr-only" for={id}>
        CSV file
      </label>
      <input
        ref={input}
        id={id}
        class="sr-only"
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          chosenFile.value = currentTarget.files?.[0];
        }}
      />
      <Button look="primary" icon={FileUp} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  );
}
