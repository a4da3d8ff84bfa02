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
import { salesClient } from "./sales-client.ts";
import { useFirstField } from "./use-first-field.ts";
import { writeOnce } from "./write-once.ts";

interface Props {
  readonly sale: Sale;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** Undoes a sale that was entered by mistake. */
export function VoidForm({ sale, onCancel, onDone }: Props) {
  const { currency } = useStore();
  const first = useFirstField<HTMLDivElement>();
  const [idempotencyKey] = useState(makeIdempotencyKey);
  const [reason, setReason] = useState("");
  const action = useAction(async () => {
    await writeOnce(() =>
      salesClient.voidSale({ saleId: sale.id, reason: reason.trim() || undefined, idempotencyKey }),
    );
    toast("The sale was voided.");
    await queryClient.invalidateQueries();
  });
  const amount = formatMoney(sale.totalAmount, currency);
  return (
    <Form
      action={action}
      fields={["reason"]}
      submit="Void this sale"
      danger
      onCancel={onCancel}
      onDone={onDone}
    >
      <h3>Void</h3>
      <p>
        {`The sale of ${amount} will count nowhere, on its own date, as if it had never been. `}
        This cannot be undone. If something was given back, refund it instead.
      </p>
      <div ref={first}>
        <TextField
          label="Reason"
          value={reason}
          maxLength={1000}
          error={action.error?.fields.reason}
          onText={setReason}
        />
      </div>
    </Form>
  );
}
