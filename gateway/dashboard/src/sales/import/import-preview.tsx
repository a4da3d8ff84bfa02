import { defaultReading, type Reading } from "@backroom/import/sales-file";
import { useEffect, useState } from "preact/hooks";
import { formatBytes } from "../../format/bytes.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SalesFileReader } from "./file-reader.ts";
import { chosenFile } from "./import-state.ts";
import type { Preview } from "./preview-file.ts";
import { PreviewTable } from "./preview-table.tsx";
import { ReadingFields } from "./reading-fields.tsx";
import { runImport } from "./run-import.ts";
import { rephrase } from "./split-reason.ts";

/** Shows how a file is understood, and lets that be put right, before anything is sent. */
export function ImportPreview({ file }: { file: File }) {
  const [reading, setReading] = useState<Reading>(defaultReading);
  const [preview, setPreview] = useState<Preview>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const reader = new SalesFileReader();
    let isCurrent = true;
    reader.ask("preview", file, reading).then(
      (shown) => {
        setPreview(shown);
        setFailure(undefined);
        reader.close();
      },
      (error) => {
        if (isCurrent) setFailure(`The file cannot be read: ${error.message}`);
      },
    );
    return () => {
      isCurrent = false;
      reader.close();
    };
  }, [file, reading]);
  const problem = failure ?? preview?.problem;
  return (
    <>
      <p class="import-file">
        <strong>{file.name}</strong> <small>{formatBytes(file.size)}</small>
      </p>
      {!preview && !failure && <Skeleton lines={8} />}
      {preview && <PreviewTable preview={preview} reading={reading} onReading={setReading} />}
      {problem && (
        <p class="form-error" role="alert">
          {rephrase(problem)}
        </p>
      )}
      <ReadingFields reading={reading} onReading={setReading} />
      <footer class="import-actions">
        <Button
          look="quiet"
          onClick={() => {
            chosenFile.value = undefined;
          }}
        >
          Choose another file
        </Button>
        <Button
          look="primary"
          disabled={!preview || problem !== undefined}
          onClick={() => {
            chosenFile.value = undefined;
            void runImport(file, reading);
          }}
        >
          Import
        </Button>
      </footer>
    </>
  );
}
