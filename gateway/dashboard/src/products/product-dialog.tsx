import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { useStore } from "../api/use-store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { ConflictNotice } from "./conflict-notice.tsx";
import { changeFrom, createFrom, draftProduct, emptyDraft } from "./product-draft.ts";
import { ProductFields } from "./product-fields.tsx";

interface Props {
  /** The product to change; undefined for a new one. */
  readonly product: Product | undefined;
  readonly onClose: () => void;
}

const fields = ["name", "description", "price", "sku", "category_id", "category"];

/**
 * Creates a product or changes one. A change is made only to what was shown: when somebody else has
 * changed the product meanwhile, that is shown, and what was typed is kept.
 */
export function ProductDialog({ product, onClose }: Props) {
  const { currency } = useStore();
  const [base, setBase] = useState(product);
  const before = base ? draftProduct(base) : emptyDraft;
  const [draft, setDraft] = useState(before);
  const key = useIdempotencyKey(JSON.stringify([base?.version, draft]));
  const create = useMutation(CatalogService.method.createProduct);
  const update = useMutation(CatalogService.method.updateProduct);
  const refresh = useRefresh(CatalogService);
  const action = useAction(async () => {
    if (base) {
      await update.mutateAsync({
        productId: base.id,
        expectedVersion: base.version,
        idempotencyKey: key,
        ...changeFrom(draft, before),
      });
    } else {
      await create.mutateAsync({ ...createFrom(draft), idempotencyKey: key });
    }
    toast(base ? `${draft.name.trim()} saved` : `${draft.name.trim()} created`);
    void refresh();
  });
  const isStale = action.error?.fields.expected_version !== undefined;
  return (
    <Dialog title={product ? `Edit ${product.name}` : "New product"} onClose={onClose}>
      <Form
        action={action}
        fields={[...fields, "expected_version"]}
        submit={product ? "Save" : "Create product"}
        onCancel={onClose}
        onDone={onClose}
      >
        {isStale && base && (
          <ConflictNotice
            base={base}
            draft={draft}
            onResolved={(newest, merged) => {
              setBase(newest);
              setDraft(merged);
              action.clear();
            }}
          />
        )}
        <ProductFields
          draft={draft}
          currency={currency}
          errors={action.error?.fields ?? {}}
          onDraft={setDraft}
        />
      </Form>
    </Dialog>
  );
}
