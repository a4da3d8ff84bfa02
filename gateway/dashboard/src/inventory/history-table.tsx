import type { HistoryEntry } from "@backroom/proto/inventory/v1/inventory_pb";
import { Link } from "wouter";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { formatCount } from "../format/number.ts";
import { formatSigned } from "../format/signed.ts";
import { DataTable } from "../ui/data-table.tsx";
import { nameReason } from "./reason-names.ts";

/** The changes of an item, newest first: by how much, why, and by whom. */
export function HistoryTable({ entries }: { entries: readonly HistoryEntry[] | undefined }) {
  const { timeZone } = useStore();
  return (
    <DataTable
      caption="Changes of the stock"
      columns={[
        { title: "When", cell: ({ timestamp }) => formatInstant(timestamp, timeZone) },
        {
          title: "Reason",
          cell: ({ reason, saleId, comment }) => (
            <>
              {nameReason(reason)}
              {saleId !== undefined && (
                <>
                  {" "}
                  <Link href={`/sales?sale=${saleId}`}>{`${saleId}`}</Link>
                </>
              )}
              {comment && <small class="history-comment">{comment}</small>}
            </>
          ),
        },
        { title: "Who", minor: true, cell: ({ actor }) => actor },
        { title: "Change", numeric: true, cell: ({ changeQty }) => formatSigned(changeQty) },
        { title: "Quantity", numeric: true, cell: ({ quantity }) => formatCount(quantity) },
      ]}
      rows={entries}
      rowKey={({ id }) => `${id}`}
    />
  );
}
