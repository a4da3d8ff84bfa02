import type { ComponentChildren } from "preact";
import { Skeleton } from "./skeleton.tsx";

/** A column of a table. */
export interface Column<T> {
  readonly title: string;
  /** Shown at the head instead of the title, such as a box that chooses all rows. */
  readonly head?: ComponentChildren;
  /** Figures stand at the right, below each other. */
  readonly numeric?: boolean;
  /** Left out where there is little room. */
  readonly minor?: boolean;
  readonly cell: (row: T) => ComponentChildren;
}

interface Props<T> {
  /** What the table shows, for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  /** Undefined while they are loaded. */
  readonly rows: readonly T[] | undefined;
  readonly rowKey: (row: T) => string;
  /** How many rows to keep room for while they are loaded. */
  readonly expectedRows?: number;
  /** Shown instead of no rows. */
  readonly empty?: ComponentChildren;
  readonly class?: string;
}

/** A table. It scrolls sideways by itself where it is wider than the page. */
export function DataTable<T>(props: Props<T>) {
  const { caption, columns, rows, rowKey, expectedRows = 8, empty } = props;
  if (rows?.length === 0 && empty) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={`table-frame ${props.class ?? ""}`} aria-label={caption} tabIndex={0}>
      <table aria-busy={!rows}>
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" class={nameClass(column)}>
                {column.head ?? column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            ? rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((column) => (
                    <td key={column.title} class={nameClass(column)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))
            : Array.from({ length: expectedRows }, (_, row) => (
                <tr key={`place-${row}`}>
                  {columns.map((column) => (
                    <td key={column.title} class={nameClass(column)}>
                      <Skeleton />
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </section>
  );
}

function nameClass<T>({ numeric, minor }: Column<T>): string | undefined {
  return [numeric && "numeric", minor && "minor"].filter(Boolean).join(" ") || undefined;
}
