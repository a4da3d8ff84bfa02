import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { InventoryService } from "@backroom/proto/inventory/v1/inventory_pb";
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { parseCount } from "../format/count.ts";
import { ChannelField } from "../pickers/channel-field.tsx";
import { ProductPicker } from "../pickers/product-picker.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";

interface Props {
  /** The product that is listed, to begin with. */
  readonly productId: bigint | undefined;
  readonly onClose: () => void;
}

const fields = ["product_id", "channel", "quantity", "reorder_level"];

/** Begins to track the stock of a product on a channel. */
export function NewItemDialog({ productId, onClose }: Props) {
  const [picked, setPicked] = useState<Product | null>();
  const listed = useQuery(
    CatalogService.method.getProduct,
    { productId },
    { enabled: productId !== undefined },
  );
  const product = picked === undefined ? listed.data?.product : (picked ?? undefined);
  const [draft, setDraft] = useState({ channel: "", quantity: "0", reorderLevel: "0" });
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const key = useIdempotencyKey(JSON.stringify([`${product?.id}`, draft]));
  const { mutateAsync: create } = useMutation(InventoryService.method.createItem);
  const refresh = useRefresh(InventoryService);
  const action = useAction(async () => {
    const { item } = await create({
      productId: product?.id ?? 0n,
      ...(draft.channel.trim() && { channel: draft.channel.trim() }),
      quantity: parseCount("quantity", draft.quantity),
      reorderLevel: parseCount("reorder_level", draft.reorderLevel),
      idempotencyKey: key,
    });
    toast(`${product?.name} is tracked on ${item?.channel}`);
    void refresh();
  });
  const errors = action.error?.fields ?? {};
  return (
    <Dialog title="New item" onClose={onClose}>
      <Form
        action={action}
        fields={fields}
        submit="Create item"
        onCancel={onClose}
        onDone={onClose}
      >
        <ProductPicker
          label="Product"
          product={product}
          error={errors.product_id && (product ? errors.product_id : "must be chosen")}
          onProduct={(chosen) => setPicked(chosen ?? null)}
        />
        <ChannelField
          value={draft.channel}
          error={errors.channel}
          onText={(channel) => set({ channel })}
        />
        <div class="field-row">
          <TextField
            label="Quantity"
            name="quantity"
            inputMode="numeric"
            value={draft.quantity}
            error={errors.quantity}
            onText={(quantity) => set({ quantity })}
          />
          <TextField
            label="Reorder level"
            name="reorder_level"
            inputMode="numeric"
            value={draft.reorderLevel}
            error={errors.reorder_level}
            onText={(reorderLevel) => set({ reorderLevel })}
          />
        </div>
      </Form>
    </Dialog>
  );
}
