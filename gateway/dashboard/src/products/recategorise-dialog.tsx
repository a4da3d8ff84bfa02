import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useRefresh } from "../api/use-refresh.ts";
import { formatCount } from "../format/number.ts";
import { useCategories } from "../pickers/use-categories.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { toast } from "../ui/toasts.tsx";
import { useAction } from "../ui/use-action.ts";
import { CategoryField } from "./category-field.tsx";
import { type Changed, changeEach, isStale } from "./change-each.ts";
import { createFrom, emptyDraft } from "./product-draft.ts";

interface Props {
  readonly products: readonly Product[];
  readonly onClose: () => void;
  /** Called with those that are in the new category now. */
  readonly onMoved: (products: readonly Product[]) => void;
}

/**
 * Puts products into another category. Those that somebody else changed meanwhile stay as they are
 * and are named; the others can be put back.
 */
export function RecategoriseDialog({ products, onClose, onMoved }: Props) {
  const [chosen, setChosen] = useState({ categoryId: "", newCategory: "" });
  const [refused, setRefused] = useState<Changed<Product>["refused"]>([]);
  const categories = useCategories();
  const { mutateAsync: update } = useMutation(CatalogService.method.updateProduct);
  const refresh = useRefresh(CatalogService);
  const target = createFrom({ ...emptyDraft, ...chosen });
  const goal =
    "category" in target ? { category: target.category } : { categoryId: target.categoryId };
  const goalName =
    "category" in target
      ? target.category
      : categories.find(({ value }) => value === chosen.categoryId)?.label;

  const putBack = async (moved: readonly Product[]) => {
    const back = await changeEach(moved, ({ id, categoryId }) =>
      update({ productId: id, categoryId }),
    );
    for (const { row, why } of back.refused) toast(`${row.name} was not put back: ${why}`);
    await refresh();
  };
  const action = useAction(async () => {
    const told = new Set(refused.map(({ row }) => row.id));
    const move = ({ id, version }: Product) =>
      update({ productId: id, ...goal, ...(!told.has(id) && { expectedVersion: version }) });
    const [first, ...rest] = products;
    // A category that cannot be is refused with the first, before any other is changed.
    const begun = await changeEach(first ? [first] : [], move, isStale);
    const others = await changeEach(rest, move);
    const moved = [...begun.done, ...others.done];
    setRefused([...begun.refused, ...others.refused]);
    await refresh();
    if (moved.length > 0) {
      const what = moved.length === 1 ? moved[0]?.name : `${formatCount(moved.length)} products`;
      toast(`${what} moved to ${goalName}`, () => void putBack(moved));
    }
    onMoved(moved);
    if (moved.length === products.length) onClose();
  });
  return (
    <Dialog title="Change category" onClose={onClose}>
      <Form action={action} fields={["category_id", "category"]} submit="Move" onCancel={onClose}>
        <p>
          {products.length === 1 ? products[0]?.name : `${formatCount(products.length)} products`}
        </p>
        <CategoryField
          chosen={chosen}
          errors={action.error?.fields ?? {}}
          onChosen={(next) => {
            setChosen(next);
            action.clear();
          }}
        />
        {refused.length > 0 && (
          <div class="conflict" role="alert">
            <p class="notice-title">Not moved, and left as they are:</p>
            <ul>
              {refused.map(({ row, why }) => (
                <li key={`${row.id}`}>
                  {row.name}: {why}
                </li>
              ))}
            </ul>
            <p>Move again to put them there all the same.</p>
          </div>
        )}
      </Form>
    </Dialog>
  );
}
