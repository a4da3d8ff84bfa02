import { Kind, SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { useQuery } from "@connectrpc/connect-query";
import { Ban, Undo2 } from "lucide-react";
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { findRemainder } from "./amounts.ts";
import { RefundForm } from "./refund-form.tsx";
import { SaleFacts } from "./sale-facts.tsx";
import { SaleReversals } from "./sale-reversals.tsx";
import { VoidForm } from "./void-form.tsx";

interface Props {
  readonly saleId: bigint;
  readonly onClose: () => void;
}

const names = new Map<Kind, string>([
  [Kind.SALE, "Sale"],
  [Kind.REFUND, "Refund"],
  [Kind.VOID, "Void"],
]);

/** The details of one row of the ledger; a sale can be refunded or voided here. */
export function SaleDialog({ saleId, onClose }: Props) {
  const [doing, setDoing] = useState<"refund" | "void">();
  const { data, error, refetch } = useQuery(SalesService.method.getSale, { saleId });
  const sale = data?.sale;
  const title = sale ? `${names.get(sale.kind) ?? "Row"} ${saleId}` : `Sale ${saleId}`;
  const done = () => setDoing(undefined);
  if (!sale) {
    return (
      <Dialog title={title} onClose={onClose} wide>
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Skeleton lines={9} />}
      </Dialog>
    );
  }
  const left = findRemainder(sale);
  const isUntouched = !sale.voided && !sale.refunds?.total;
  const isLeft = left.quantity > 0 || /[1-9]/.test(left.amount);
  return (
    <Dialog title={title} onClose={onClose} wide>
      <SaleFacts sale={sale} />
      {doing === "refund" && <RefundForm sale={sale} left={left} onCancel={done} onDone={done} />}
      {doing === "void" && <VoidForm sale={sale} onCancel={done} onDone={done} />}
      {!doing && sale.kind === Kind.SALE && (
        <div class="sale-actions">
          {sale.voided && <p>This sale was voided: it counts nowhere.</p>}
          {!sale.voided && !isLeft && <p>All of it was given back.</p>}
          {!sale.voided && isLeft && (
            <Button icon={Undo2} onClick={() => setDoing("refund")}>
              Refund
            </Button>
          )}
          {isUntouched && (
            <Button icon={Ban} onClick={() => setDoing("void")}>
              Void
            </Button>
          )}
        </div>
      )}
      <SaleReversals sale={sale} />
    </Dialog>
  );
}
