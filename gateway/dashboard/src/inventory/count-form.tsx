import { InventoryService, type Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { parseCount } from "../format/count.ts";
import { formatCount } from "../format/number.ts";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { nameItem } from "./name-item.ts";
import { StaleQuantity } from "./stale-quantity.tsx";

interface Props {
  readonly item: Item;
  readonly onClose: () => void;
}

/**
 * Sets how many pieces lie there after a count. It is refused when that changed meanwhile: then what
 * lies there now is shown, and the count is kept until somebody has looked again.
 */
export function CountForm({ item, onClose }: Props) {
  const [expected, setExpected] = useState(item.quantity);
  const [quantity, setQuantity] = useState("");
  const [comment, setComment] = useState("");
  const key = useIdempotencyKey(JSON.stringify([`${expected}`, quantity, comment]));
  const { mutateAsync: set } = useMutation(InventoryService.method.setItemQuantity);
  const refresh = useRefresh(InventoryService);
  const action = useAction(async () => {
    const counted = parseCount("quantity", quantity);
    await set({
      inventoryId: item.id,
      quantity: counted,
      expectedQuantity: expected,
      idempotencyKey: key,
      ...(comment.trim() && { comment: comment.trim() }),
    });
    toast(`${nameItem(item)} on ${item.channel}: ${formatCount(counted)} pieces`);
    void refresh();
  });
  const errors = action.error?.fields ?? {};
  const isStale = errors.expected_quantity !== undefined;
  return (
    <Form
      action={action}
      fields={["quantity", "comment", "expected_quantity"]}
      submit="Set stock"
      onCancel={onClose}
      onDone={onClose}
    >
      <TextField
        label="Quantity"
        name="quantity"
        hint={`What lies there now, by your count; ${formatCount(expected)} are expected`}
        inputMode="numeric"
        value={quantity}
        error={isStale ? "Somebody changed it meanwhile." : errors.quantity}
        autofocus
        onText={setQuantity}
      />
      {isStale && (
        <StaleQuantity
          id={item.id}
          expected={expected}
          onResolved={(newest, isKept) => {
            setExpected(newest);
            if (!isKept) setQuantity(`${newest}`);
            action.clear();
          }}
        />
      )}
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
