import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo } from "preact/hooks";
import { useStore } from "../api/use-store.ts";
import { Badge } from "../ui/badge.tsx";
import { Pager } from "../ui/pager.tsx";
import { Panel } from "../ui/panel.tsx";
import { formatBucket } from "./format-bucket.ts";
import type { Question } from "./question.ts";
import { sortRows } from "./sort-rows.ts";
import { listColumns } from "./table-columns.ts";
import type { Ask } from "./use-question.ts";
import type { Revenue } from "./use-revenue.ts";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
  readonly revenue: Revenue;
  readonly isOld: boolean;
}

/** How many rows the table has at once, so that 10,000 of them stay quick. */
const pageSize = 100;

/** The figures of every period, a page at a time, beneath the same sums as the server's. */
export function TablePanel({ question, ask, revenue, isOld }: Props) {
  const { currency } = useStore();
  const { sort, descending } = question;
  const columns = useMemo(() => listColumns(revenue, currency), [revenue, currency]);
  const { rows, grain } = revenue;
  const sorted = useMemo(() => sortRows(rows, sort, descending), [rows, sort, descending]);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(question.page, pages);
  const shown = sorted.slice((page - 1) * pageSize, page * pageSize);
  const heading = (column: string, title: string, isNumeric = true) => {
    const isSorted = sort === column;
    const Icon = descending ? ArrowDown : ArrowUp;
    // Times begin with the first, figures with the greatest.
    const next = isSorted ? !descending : isNumeric;
    return (
      <th
        key={`${column} ${title}`}
        scope="col"
        class={isNumeric ? "numeric" : undefined}
        aria-sort={isSorted ? (descending ? "descending" : "ascending") : undefined}
      >
        <button type="button" class="sort" onClick={() => ask({ sort: column, descending: next })}>
          {title}
          {isSorted && <Icon size={14} aria-hidden="true" />}
        </button>
      </th>
    );
  };
  return (
    <Panel title="Periods" class={isOld ? "stale" : ""}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="table-frame period-table" aria-label="Revenue of each period" tabIndex={0}>
        <table aria-busy={isOld}>
          <caption class="sr-only">Revenue of each period</caption>
          <thead>
            <tr>
              {heading("time", "Period", false)}
              {columns.map((column) =>
                column.sort === "time" ? (
                  <th key={column.title} scope="col">
                    {column.title}
                  </th>
                ) : (
                  heading(column.sort, column.title)
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.place}>
                <th scope="row">
                  {row.period === undefined ? "–" : formatBucket(row.period, grain, "full")}{" "}
                  {row.partial && <Badge look="warning">partial</Badge>}
                </th>
                {columns.map(({ sort: column, title, cell, isChange }) => {
                  const text = cell(row);
                  const look = isChange ? changeClass(row.earlier?.change) : "";
                  return (
                    <td
                      key={`${column} ${title}`}
                      class={column === "time" ? "" : `numeric ${look}`}
                    >
                      {text}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              {columns.map(({ sort: column, title, total }) => (
                <td key={`${column} ${title}`} class="numeric">
                  {total}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      <Pager
        total={rows.length}
        noun="periods"
        onPrevious={page > 1 ? () => ask({ page: page - 1 }) : undefined}
        onNext={page < pages ? () => ask({ page: page + 1 }) : undefined}
      />
    </Panel>
  );
}

function changeClass(change: string | undefined): string {
  const value = Number(change ?? 0);
  return value > 0 ? "better" : value < 0 ? "worse" : "";
}
