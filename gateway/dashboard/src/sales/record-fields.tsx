import type { Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { ChannelField } from "../pickers/channel-field.tsx";
import { ProductPicker } from "../pickers/product-picker.tsx";
import { TextField } from "../ui/text-field.tsx";
import { findDiscount } from "./amounts.ts";
import type { RecordText } from "./record-text.ts";

/** The fields of a sale that show their own errors, by their names in the contract. */
export const recordFields: readonly string[] = [
  "product_id",
  "quantity",
  "channel",
  "sale_date",
  "price",
  "total_amount",
  "order_ref",
];

interface Props {
  readonly product: Product | undefined;
  readonly onProduct: (product: Product | undefined) => void;
  readonly text: RecordText;
  readonly onText: (change: Partial<RecordText>) => void;
  readonly errors: Readonly<Record<string, string>>;
}

/** What is asked to record a sale. */
export function RecordFields({ product, onProduct, text, onText, errors }: Props) {
  const { currency, timeZone } = useStore();
  const discount = findDiscount({ ...text, listPrice: product?.price });
  return (
    <>
      <ProductPicker
        label="Product"
        product={product}
        error={errors.product_id}
        hint={product && `${formatMoney(product.price, currency)} in the catalogue`}
        onProduct={onProduct}
      />
      <div class="field-row">
        <TextField
          label="Pieces"
          inputMode="numeric"
          required
          value={text.quantity}
          error={errors.quantity}
          onText={(quantity) => onText({ quantity })}
        />
        <ChannelField
          value={text.channel}
          error={errors.channel}
          onText={(channel) => onText({ channel })}
        />
      </div>
      <div class="field-row">
        <TextField
          label="Price of one"
          inputMode="decimal"
          value={text.price}
          placeholder={text.totalAmount ? undefined : product?.price}
          hint={text.totalAmount ? "Empty: total ÷ pieces" : "Empty: the catalogue's"}
          error={errors.price}
          onText={(price) => onText({ price })}
        />
        <TextField
          label="Total taken"
          inputMode="decimal"
          value={text.totalAmount}
          hint={discount ? `${formatMoney(discount, currency)} discount` : "Less is a discount"}
          error={errors.total_amount}
          onText={(totalAmount) => onText({ totalAmount })}
        />
      </div>
      <div class="field-row">
        <TextField
          label="Date"
          type="datetime-local"
          value={text.saleDate}
          hint={`Empty: now. In ${timeZone}`}
          error={errors.sale_date}
          onText={(saleDate) => onText({ saleDate })}
        />
        <TextField
          label="Order"
          value={text.orderRef}
          maxLength={100}
          hint="Or receipt, if there is one"
          error={errors.order_ref}
          onText={(orderRef) => onText({ orderRef })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={text.requireStock}
          onChange={({ currentTarget }) => onText({ requireStock: currentTarget.checked })}
        />
        Only if there is enough in stock
      </label>
    </>
  );
}
