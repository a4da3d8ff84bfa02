import { InventoryService, type Item, Reason } from "@backroom/proto/inventory/v1/inventory_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { parseCount } from "../format/count.ts";
import { formatCount } from "../format/number.ts";
import { Form } from "../ui/form.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { nameItem } from "./name-item.ts";
import { reasonChoices } from "./reason-names.ts";

interface Props {
  readonly item: Item;
  readonly onClose: () => void;
}

/** Adds pieces to an item or takes some from it, and says why. */
export function AdjustForm({ item, onClose }: Props) {
  const [change, setChange] = useState("");
  const [reason, setReason] = useState<Reason>(Reason.RECEIVED);
  const [comment, setComment] = useState("");
  const key = useIdempotencyKey(JSON.stringify([change, reason, comment]));
  const { mutateAsync: adjust } = useMutation(InventoryService.method.adjustItem);
  const refresh = useRefresh(InventoryService);
  const action = useAction(async () => {
    const answer = await adjust({
      inventoryId: item.id,
      changeQty: parseCount("change_qty", change),
      reason,
      idempotencyKey: key,
      ...(comment.trim() && { comment: comment.trim() }),
    });
    toast(
      `${nameItem(item)} on ${item.channel}: ${formatCount(answer.item?.quantity ?? 0n)} pieces`,
    );
    void refresh();
  });
  const errors = action.error?.fields ?? {};
  return (
    <Form
      action={action}
      fields={["change_qty", "reason", "comment"]}
      submit="Change stock"
      onCancel={onClose}
      onDone={onClose}
    >
      <div class="field-row">
        <TextField
          label="Change"
          name="change_qty"
          hint="Pieces to add; with a minus, to take away"
          placeholder="+5 or -3"
          value={change}
          error={errors.change_qty}
          autofocus
          onText={setChange}
        />
        <SelectField
          label="Reason"
          name="reason"
          value={`${reason}`}
          choices={reasonChoices}
          error={errors.reason}
          onChoice={(value) => setReason(Number(value) as Reason)}
        />
      </div>
      <TextField
        label="Comment"
        name="comment"
        value={comment}
        error={errors.comment}
        maxLength={1_000}
        onText={setComment}
      />
    </Form>
  );
}
