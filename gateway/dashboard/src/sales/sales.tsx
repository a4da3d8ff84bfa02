import { Download, FileUp, Plus } from "lucide-react";
import { useCallback, useRef } from "preact/hooks";
import { useUrlState } from "../api/use-url-state.ts";
import { usePeriod } from "../period/use-period.ts";
import { Button } from "../ui/button.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { useShortcuts } from "../ui/use-shortcuts.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { ImportBanner } from "./import/import-banner.tsx";
import { ImportDialog } from "./import/import-dialog.tsx";
import { chosenFile, importState, isRunning } from "./import/import-state.ts";
import { useFileDrop } from "./import/use-file-drop.ts";
import { RecordDialog } from "./record-dialog.tsx";
import { SaleDialog } from "./sale-dialog.tsx";
import { readFilter, readId } from "./sale-filter.ts";
import { SaleList } from "./sale-list.tsx";
import "./sales.css";

/** The page Sales: the ledger, and everything that is done with it. */
export default function Sales() {
  const [state, setState] = useUrlState();
  const filter = readFilter(state, usePeriod("30d"));
  const bar = useRef<HTMLElement>(null);
  const saleId = readId(state.sale);
  const open = (name: string) => setState({ do: name });
  const close = () => setState({ do: undefined, sale: undefined });
  const takeFile = (file: File) => {
    const { value } = importState;
    if (!value || !isRunning(value)) {
      importState.value = undefined;
      chosenFile.value = file;
    }
    setState({ do: "import", sale: undefined });
  };
  const latest = useRef(takeFile);
  latest.current = takeFile;
  const isOver = useFileDrop(useCallback((file: File) => latest.current(file), []));
  useShortcuts({
    n: () => open("record"),
    "/": () => bar.current?.querySelector<HTMLElement>("[role=combobox]")?.focus(),
  });
  return (
    <>
      <PageHeader title="Sales" text="Every sale, refund and void, the newest first">
        <Button icon={FileUp} onClick={() => open("import")}>
          Import
        </Button>
        <Button icon={Download} onClick={() => open("export")}>
          Export
        </Button>
        <Button look="primary" icon={Plus} title="Shortcut: n" onClick={() => open("record")}>
          Record a sale
        </Button>
      </PageHeader>
      {state.do !== "import" && <ImportBanner onShow={() => open("import")} />}
      <FilterBar bar={bar} />
      <Panel title="Ledger">
        <SaleList filter={filter} />
      </Panel>
      {saleId !== undefined && <SaleDialog key={`${saleId}`} saleId={saleId} onClose={close} />}
      {state.do === "record" && <RecordDialog onClose={close} />}
      {state.do === "export" && <ExportDialog filter={filter} onClose={close} />}
      {state.do === "import" && <ImportDialog />}
      {isOver && <p class="drop-hint">Drop the file to import it</p>}
    </>
  );
}
