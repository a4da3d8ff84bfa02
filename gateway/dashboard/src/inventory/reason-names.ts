import { Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import type { Choice } from "../ui/select-field.tsx";

const names: Readonly<Record<number, string>> = {
  [Reason.RECEIVED]: "Received",
  [Reason.RETURNED]: "Returned",
  [Reason.DAMAGED]: "Damaged",
  [Reason.LOST]: "Lost",
  [Reason.COUNTED]: "Counted",
  [Reason.TRANSFERRED]: "Transferred",
  [Reason.CORRECTION]: "Correction",
  [Reason.SALE]: "Sale",
  [Reason.REFUND]: "Refund",
  [Reason.VOID]: "Void",
};

/** Names why a quantity changed. */
export function nameReason(reason: Reason): string {
  return names[reason] ?? "Not said";
}

/** The reasons that somebody can give; the others are the sales ledger's own. */
export const reasonChoices: readonly Choice[] = [
  Reason.RECEIVED,
  Reason.RETURNED,
  Reason.DAMAGED,
  Reason.LOST,
  Reason.COUNTED,
  Reason.TRANSFERRED,
  Reason.CORRECTION,
].map((reason) => ({ value: `${reason}`, label: nameReason(reason) }));
