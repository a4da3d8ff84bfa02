import { useEffect, useRef, useState } from "preact/hooks";
import { formatBytes } from "../format/bytes.ts";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { type SaleFilter, toQuery } from "./sale-filter.ts";
import { type ExportFormat, saveExport } from "./save-export.ts";

const formats = [
  { value: "csv", label: "CSV" },
  { value: "ndjson", label: "NDJSON" },
] as const;

interface Props {
  readonly filter: SaleFilter;
  readonly onClose: () => void;
}

/** Saves what the page's filter lets through as a file, the oldest first. */
export function ExportDialog({ filter, onClose }: Props) {
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [bytes, setBytes] = useState<number>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const action = useAction(async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    setBytes(0);
    try {
      const days = [filter.startDate, filter.endDate].filter(Boolean).join("-to-");
      const fileName = `sales${days && `-${days}`}.${format}`;
      await saveExport({ query: toQuery(filter), format, fileName, signal, onBytes: setBytes });
      toast(`${fileName} was saved.`);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
      throw new Error("The export was cancelled; nothing was saved.");
    } finally {
      setBytes(undefined);
    }
  });
  return (
    <Dialog title="Export sales" onClose={onClose}>
      <Form
        action={action}
        fields={[]}
        submit="Export"
        onCancel={action.busy ? () => stop.current.abort() : onClose}
        onDone={onClose}
      >
        <p>All rows that the present filter lets through, not only this page, oldest first.</p>
        <ChoiceBar label="Format" value={format} choices={formats} onChoice={setFormat} />
        <p class="export-progress" role="status">
          {bytes !== undefined && `${formatBytes(bytes)} so far`}
        </p>
      </Form>
    </Dialog>
  );
}
