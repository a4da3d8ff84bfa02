import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { Archive, ArchiveRestore, FolderInput } from "lucide-react";
import { useState } from "preact/hooks";
import { formatCount } from "../format/number.ts";
import { Button } from "../ui/button.tsx";
import { RecategoriseDialog } from "./recategorise-dialog.tsx";
import type { Archiving } from "./use-archive.ts";
import type { Selection } from "./use-selection.ts";

interface Props {
  readonly selection: Selection<Product>;
  readonly archiving: Archiving;
}

/** What can be done with all chosen products at once. */
export function BulkBar({ selection, archiving }: Props) {
  const [isMoving, setMoving] = useState(false);
  const { chosen } = selection;
  const clear = () => {
    selection.clear();
    focusTable();
  };
  const onSale = chosen.filter(({ archived }) => !archived);
  const archived = chosen.filter((product) => product.archived);
  if (chosen.length === 0) return null;
  return (
    <section class="bulk-bar" aria-label="Selected products">
      <p aria-live="polite">{formatCount(chosen.length)} selected</p>
      <Button icon={FolderInput} onClick={() => setMoving(true)}>
        Change category
      </Button>
      {onSale.length > 0 && (
        <Button
          icon={Archive}
          onClick={() => {
            void archiving.archive(onSale);
            clear();
          }}
        >
          Archive
        </Button>
      )}
      {archived.length > 0 && (
        <Button
          icon={ArchiveRestore}
          onClick={() => {
            void archiving.restore(archived);
            clear();
          }}
        >
          Put back on sale
        </Button>
      )}
      <Button look="quiet" onClick={clear}>
        Clear
      </Button>
      {isMoving && (
        <RecategoriseDialog
          products={chosen}
          onClose={() => setMoving(false)}
          onMoved={(moved) => {
            selection.set(moved, false);
            if (moved.length === chosen.length) focusTable();
          }}
        />
      )}
    </section>
  );
}

/** Gives the focus to the table, when what had it is about to go. */
function focusTable(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".select-box")?.focus());
}
