import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { useCategories } from "../pickers/use-categories.ts";
import { Button } from "../ui/button.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { findDifferences, mergeDrafts } from "./merge-drafts.ts";
import { draftProduct, newCategory, type ProductDraft } from "./product-draft.ts";

interface Props {
  /** The product as it was when the form was opened. */
  readonly base: Product;
  /** What stands in the form. */
  readonly draft: ProductDraft;
  /** Called with the product as it is now and what the form is to hold. */
  readonly onResolved: (newest: Product, draft: ProductDraft) => void;
}

const titles: Partial<Record<keyof ProductDraft, string>> = {
  name: "Name",
  description: "Description",
  price: "Price",
  sku: "SKU",
  categoryId: "Category",
};

/** Explains that somebody else changed the product meanwhile: what is there now, and what to do. */
export function ConflictNotice({ base, draft, onResolved }: Props) {
  const { currency } = useStore();
  const categories = useCategories();
  const { data, error, isFetching, refetch } = useQuery(
    CatalogService.method.getProduct,
    { productId: base.id },
    { staleTime: 0, gcTime: 0 },
  );
  const newest = isFetching ? undefined : data?.product;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const before = draftProduct(base);
  const print = (field: keyof ProductDraft, value: string) => {
    if (field === "price") return formatMoney(value, currency);
    if (field !== "categoryId") return value || "nothing";
    if (value === newCategory) return draft.newCategory || "a new category";
    return categories.find((choice) => choice.value === value)?.label ?? value;
  };
  return (
    <div class="conflict" role="alert">
      <p class="notice-title">Somebody changed it meanwhile.</p>
      <p>Nothing of yours was saved yet. What is there now:</p>
      {newest ? (
        <ul>
          {findDifferences(before, draft, draftProduct(newest)).map(({ field, theirs, mine }) => (
            <li key={field}>
              {titles[field]}: <strong>{print(field, theirs)}</strong>
              {mine !== undefined && field !== "price" && ` (yours: ${print(field, mine)})`}
              {mine !== undefined && field === "price" && ` (yours: ${mine})`}
            </li>
          ))}
          {newest.archived !== base.archived && (
            <li>{newest.archived ? "It was archived" : "It was put back on sale"}</li>
          )}
        </ul>
      ) : (
        <Skeleton lines={2} />
      )}
      <div class="actions">
        <Button
          disabled={!newest}
          onClick={() =>
            newest && onResolved(newest, mergeDrafts(before, draft, draftProduct(newest)))
          }
        >
          Keep what I typed
        </Button>
        <Button
          look="quiet"
          disabled={!newest}
          onClick={() => newest && onResolved(newest, draftProduct(newest))}
        >
          Take what is there
        </Button>
      </div>
    </div>
  );
}
