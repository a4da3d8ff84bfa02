import { fieldsOf, type Reading } from "@backroom/import/sales-file";
import { mapColumn } from "./map-column.ts";
import type { Preview } from "./preview-file.ts";
import { splitReason } from "./split-reason.ts";

const fields = Object.keys(fieldsOf.sales).filter((field) => field !== "name");

interface Props {
  readonly preview: Preview;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
}

/** The first rows of a file, and what each column is read as; that can be changed there. */
export function PreviewTable({ preview, reading, onReading }: Props) {
  const { header, rows } = preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame preview" aria-label="First rows of the file" tabIndex={0}>
      <table>
        <caption class="sr-only">First rows of the file</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {header.map((name, at) => (
              <th key={at} scope="col">
                <span>{name}</span>
                <select
                  aria-label={`Read ${name} as`}
                  value={preview.fields[at] ?? ""}
                  onChange={({ currentTarget }) =>
                    onReading(mapColumn(reading, preview, at, currentTarget.value))
                  }
                >
                  <option value="">not read</option>
                  {fields.map((field) => (
                    <option key={field} value={field}>
                      {field.replaceAll("_", " ")}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells, problem }) => (
            <PreviewRow key={line} line={line} cells={cells} problem={problem} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A row, and beneath it why it will be refused. */
function PreviewRow({ line, cells, problem }: Preview["rows"][number]) {
  const { field, rule } = splitReason(problem ?? "");
  return (
    <>
      <tr class={problem ? "refused" : undefined}>
        <td>{line}</td>
        {cells.map((cell, at) => (
          <td key={at}>{cell}</td>
        ))}
      </tr>
      {problem && (
        <tr class="refused">
          <td />
          <td colSpan={cells.length || 1}>
            Will be refused: {field && <strong>{field} </strong>}
            {rule}
          </td>
        </tr>
      )}
    </>
  );
}
