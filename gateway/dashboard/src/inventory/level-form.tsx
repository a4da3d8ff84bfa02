import { InventoryService, type Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { errorText } from "../api/describe-error.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { parseCount } from "../format/count.ts";
import { formatCount } from "../format/number.ts";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { nameItem } from "./name-item.ts";

interface Props {
  readonly item: Item;
  readonly onClose: () => void;
}

/** Changes at which quantity an item is low. It can be undone. */
export function LevelForm({ item, onClose }: Props) {
  const [level, setLevel] = useState(`${item.reorderLevel}`);
  const { mutateAsync: update } = useMutation(InventoryService.method.updateItem);
  const refresh = useRefresh(InventoryService);
  const put = async (reorderLevel: bigint) => {
    await update({ inventoryId: item.id, reorderLevel });
    await refresh();
  };
  const action = useAction(async () => {
    const wanted = parseCount("reorder_level", level);
    await put(wanted);
    toast(
      `Reorder level of ${nameItem(item)} on ${item.channel}: ${formatCount(wanted)}`,
      () => void put(item.reorderLevel).catch((error) => toast(`Not undone: ${errorText(error)}`)),
    );
  });
  return (
    <Form
      action={action}
      fields={["reorder_level"]}
      submit="Set reorder level"
      onCancel={onClose}
      onDone={onClose}
    >
      <TextField
        label="Reorder level"
        name="reorder_level"
        hint="At or below this quantity the item is low"
        inputMode="numeric"
        value={level}
        error={action.error?.fields.reorder_level}
        autofocus
        onText={setLevel}
      />
    </Form>
  );
}
