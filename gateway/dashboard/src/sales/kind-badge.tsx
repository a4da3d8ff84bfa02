import { Kind } from "@backroom/proto/sales/v1/sales_pb";
import { Badge } from "../ui/badge.tsx";

/** Says what a row of the ledger is. */
export function KindBadge({ kind }: { kind: Kind }) {
  if (kind === Kind.REFUND) return <Badge look="warning">Refund</Badge>;
  if (kind === Kind.VOID) return <Badge look="bad">Void</Badge>;
  return <Badge look="good">Sale</Badge>;
}
