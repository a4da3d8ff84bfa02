import type { Sale } from "@backroom/proto/sales/v1/sales_pb";
import { useState } from "preact/hooks";
import { queryClient } from "../api/query-client.ts";
import { makeIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { findRefund, type Remainder, readPieces } from "./amounts.ts";
import { formatPieces } from "./format-pieces.ts";
import { refuseField } from "./refuse-field.ts";
import { salesClient } from "./sales-client.ts";
import { useFirstField } from "./use-first-field.ts";
import { writeOnce } from "./write-once.ts";

interface Props {
  readonly sale: Sale;
  readonly left: Remainder;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** Gives back a sale, all that is left of it or a part. */
export function RefundForm({ sale, left, onCancel, onDone }: Props) {
  const { currency } = useStore();
  const first = useFirstField<HTMLDivElement>();
  const [idempotencyKey] = useState(makeIdempotencyKey);
  const [quantity, setQuantity] = useState("");
  const [totalAmount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [restock, setRestock] = useState(false);
  const refund = findRefund(sale, left, { quantity, totalAmount });
  const action = useAction(async () => {
    const pieces = quantity.trim() ? readPieces(quantity) : undefined;
    if (quantity.trim() && pieces === undefined) {
      throw refuseField("quantity", "must be a whole number");
    }
    await writeOnce(() =>
      salesClient.refundSale({
        saleId: sale.id,
        quantity: pieces,
        totalAmount: totalAmount.trim() || undefined,
        reason: reason.trim() || undefined,
        restock,
        idempotencyKey,
      }),
    );
    toast("The refund was recorded.");
    await queryClient.invalidateQueries();
  });
  const fields = action.error?.fields ?? {};
  const rest = formatMoney(left.amount, currency);
  return (
    <Form
      action={action}
      fields={["quantity", "total_amount", "reason"]}
      submit={refund === undefined ? "Refund" : `Refund ${formatMoney(refund, currency)}`}
      onCancel={onCancel}
      onDone={onDone}
    >
      <h3>Refund</h3>
      <p class="left">{`Left of this sale: ${formatPieces(left.quantity)}, ${rest}.`}</p>
      <div class="field-row" ref={first}>
        <TextField
          label="Pieces"
          inputMode="numeric"
          value={quantity}
          placeholder={totalAmount ? "0" : `${left.quantity}`}
          hint={totalAmount ? "Empty: none, only money" : "Empty: all that are left"}
          error={fields.quantity}
          onText={setQuantity}
        />
        <TextField
          label="Amount"
          inputMode="decimal"
          value={totalAmount}
          placeholder={totalAmount ? undefined : refund}
          hint="Empty: the pieces' share"
          error={fields.total_amount}
          onText={setAmount}
        />
      </div>
      <TextField
        label="Reason"
        value={reason}
        maxLength={1000}
        error={fields.reason}
        onText={setReason}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={restock}
          onChange={({ currentTarget }) => setRestock(currentTarget.checked)}
        />
        Put the pieces back on the shelf
      </label>
    </Form>
  );
}
