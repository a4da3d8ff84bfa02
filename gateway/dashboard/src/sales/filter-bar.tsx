import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import { X } from "lucide-react";
import type { Ref } from "preact";
import { firstPage } from "../api/page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { PeriodPicker } from "../period/period-picker.tsx";
import { ProductPicker } from "../pickers/product-picker.tsx";
import { useCategories } from "../pickers/use-categories.ts";
import { useChannels } from "../pickers/use-channels.ts";
import { Button } from "../ui/button.tsx";
import { type Choice, SelectField } from "../ui/select-field.tsx";
import { OrderFilter } from "./order-filter.tsx";
import { filterNames, readId } from "./sale-filter.ts";

const kindChoices: readonly Choice[] = [
  { value: "", label: "Everything" },
  { value: "sale", label: "Sales" },
  { value: "refund", label: "Refunds" },
  { value: "void", label: "Voids" },
];

/** Chooses which rows of the ledger are shown. All of it is kept in the address. */
export function FilterBar({ bar }: { bar: Ref<HTMLElement> }) {
  const [state, setState] = useUrlState();
  const channels = useChannels();
  const categories = useCategories();
  const productId = readId(state.product);
  const { data: product } = useQuery(
    CatalogService.method.getProduct,
    { productId: productId ?? 0n },
    { enabled: productId !== undefined },
  );
  const set = (changes: Record<string, string | undefined>) =>
    setState({ ...firstPage, ...changes });
  const cleared = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  return (
    <section class="sale-filter" aria-label="Filter" ref={bar}>
      <PeriodPicker fallback="30d" />
      <ProductPicker
        label="Product"
        product={productId === undefined ? undefined : product?.product}
        onProduct={(chosen) => set({ product: chosen && `${chosen.id}` })}
      />
      <SelectField
        label="Category"
        value={state.category ?? ""}
        choices={[{ value: "", label: "All categories" }, ...categories]}
        onChoice={(category) => set({ category })}
      />
      <SelectField
        label="Channel"
        value={state.channel ?? ""}
        choices={[{ value: "", label: "All channels" }, ...channels]}
        onChoice={(channel) => set({ channel })}
      />
      <OrderFilter order={state.order ?? ""} />
      <SelectField
        label="Kind"
        value={state.kind ?? ""}
        choices={kindChoices}
        onChoice={(kind) => set({ kind })}
      />
      {filterNames.some((name) => state[name]) && (
        <Button look="quiet" icon={X} onClick={() => set(cleared)}>
          Clear filters
        </Button>
      )}
    </section>
  );
}
