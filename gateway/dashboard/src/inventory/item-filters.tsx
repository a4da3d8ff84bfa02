import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import type { Ref } from "preact";
import { firstPage } from "../api/page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { ProductPicker } from "../pickers/product-picker.tsx";
import { useChannels } from "../pickers/use-channels.ts";
import { Button } from "../ui/button.tsx";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { readItemFilter } from "./item-filter.ts";

/** Chooses which items are listed; every choice begins at the first page. */
export function ItemFilters({ frame }: { frame: Ref<HTMLElement> }) {
  const [state, setState] = useUrlState();
  const { productId, channel, isLowOnly } = readItemFilter(state);
  const channels = useChannels();
  const isKnown = !channel || channels.some(({ value }) => value === channel);
  const { data } = useQuery(
    CatalogService.method.getProduct,
    { productId },
    { enabled: productId !== undefined },
  );
  return (
    <search class="list-filters" ref={frame}>
      <ProductPicker
        label="Product"
        product={productId === undefined ? undefined : data?.product}
        onProduct={(product) => product && setState({ ...firstPage, product: `${product.id}` })}
      />
      <SelectField
        label="Channel"
        value={channel}
        choices={[
          { value: "", label: "All channels" },
          ...channels,
          ...(isKnown ? [] : [{ value: channel, label: channel }]),
        ]}
        onChoice={(chosen) => setState({ ...firstPage, channel: chosen })}
      />
      <ChoiceBar
        label="State"
        value={isLowOnly ? "low" : "all"}
        choices={[
          { value: "all", label: "All items" },
          { value: "low", label: "Low stock" },
        ]}
        onChoice={(choice) => setState({ ...firstPage, low: choice === "low" ? "yes" : undefined })}
      />
      {(productId !== undefined || channel) && (
        <Button
          look="quiet"
          onClick={() => setState({ ...firstPage, product: undefined, channel: undefined })}
        >
          Clear
        </Button>
      )}
    </search>
  );
}
