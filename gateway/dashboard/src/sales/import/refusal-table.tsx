import type { Problem } from "@backroom/import/sales-file";
import { useState } from "preact/hooks";
import { formatCount } from "../../format/number.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Pager } from "../../ui/pager.tsx";
import { splitReason } from "./split-reason.ts";

const limit = 20;

const columns: readonly Column<Problem>[] = [
  { title: "Line", cell: ({ line }) => formatCount(line) },
  { title: "Field", cell: ({ reason }) => splitReason(reason).field || "the row" },
  { title: "What is wrong", cell: ({ reason }) => splitReason(reason).rule },
];

interface Props {
  readonly problems: readonly Problem[];
  /** How many were refused in all, should more be refused than are listed. */
  readonly total: number;
}

/** The rows of a file that were refused, each with its line, its field and the rule. */
export function RefusalTable({ problems, total }: Props) {
  const [skip, setSkip] = useState(0);
  return (
    <div class="refusals">
      <DataTable
        caption="Refused rows"
        columns={columns}
        rows={problems.slice(skip, skip + limit)}
        rowKey={({ line }) => `${line}`}
      />
      <Pager
        total={Math.max(total, problems.length)}
        noun="refused rows"
        onPrevious={skip > 0 ? () => setSkip(skip - limit) : undefined}
        onNext={skip + limit < problems.length ? () => setSkip(skip + limit) : undefined}
      />
    </div>
  );
}
