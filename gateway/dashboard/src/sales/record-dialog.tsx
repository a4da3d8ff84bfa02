import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useState } from "preact/hooks";
import { queryClient } from "../api/query-client.ts";
import { makeIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { findTotal } from "./amounts.ts";
import { RecordFields, recordFields } from "./record-fields.tsx";
import { emptyRecord, type RecordText, toRequest } from "./record-text.ts";
import { salesClient } from "./sales-client.ts";
import { useFirstField } from "./use-first-field.ts";
import { writeOnce } from "./write-once.ts";

/** Records a sale. The form has one idempotency key: sent twice, it records once. */
export function RecordDialog({ onClose }: { onClose: () => void }) {
  const { currency } = useStore();
  const first = useFirstField<HTMLDivElement>();
  const [idempotencyKey] = useState(makeIdempotencyKey);
  const [product, setProduct] = useState<Product>();
  const [text, setText] = useState<RecordText>(emptyRecord);
  const total = findTotal({ ...text, listPrice: product?.price });
  const action = useAction(async () => {
    const request = toRequest(text, product?.id);
    const { sale } = await writeOnce(() => salesClient.recordSale({ ...request, idempotencyKey }));
    toast(`Sale ${sale?.id} was recorded: ${formatMoney(sale?.totalAmount ?? "0", currency)}.`);
    await queryClient.invalidateQueries();
  });
  return (
    <Dialog title="Record a sale" onClose={onClose}>
      <Form
        action={action}
        fields={recordFields}
        submit={total === undefined ? "Record" : `Record ${formatMoney(total, currency)}`}
        onCancel={onClose}
        onDone={onClose}
      >
        <div class="record-fields" ref={first}>
          <RecordFields
            product={product}
            onProduct={setProduct}
            text={text}
            onText={(change) => setText((before) => ({ ...before, ...change }))}
            errors={action.error?.fields ?? {}}
          />
        </div>
        <p class="record-total" aria-live="polite">
          <span>Total</span>
          <strong>{total === undefined ? "–" : formatMoney(total, currency)}</strong>
        </p>
      </Form>
    </Dialog>
  );
}
