import { TextAreaField } from "../ui/text-area-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { CategoryField } from "./category-field.tsx";
import type { ProductDraft } from "./product-draft.ts";

interface Props {
  readonly draft: ProductDraft;
  readonly currency: string;
  /** What the server refuses, by proto name. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onDraft: (draft: ProductDraft) => void;
}

/** The fields of a product, each with what the server refuses of it. */
export function ProductFields({ draft, currency, errors, onDraft }: Props) {
  const set = (changes: Partial<ProductDraft>) => onDraft({ ...draft, ...changes });
  return (
    <>
      <TextField
        label="Name"
        name="name"
        value={draft.name}
        error={errors.name}
        maxLength={200}
        autofocus
        onText={(name) => set({ name })}
      />
      <div class="field-row">
        <TextField
          label={`Price (${currency})`}
          name="price"
          hint="Written with a point, such as 12.50"
          inputMode="decimal"
          value={draft.price}
          error={errors.price}
          onText={(price) => set({ price })}
        />
        <TextField
          label="SKU"
          name="sku"
          hint="Your own code, if it has one"
          value={draft.sku}
          error={errors.sku}
          maxLength={64}
          spellcheck={false}
          onText={(sku) => set({ sku })}
        />
      </div>
      <CategoryField chosen={draft} errors={errors} onChosen={set} />
      <TextAreaField
        label="Description"
        name="description"
        value={draft.description}
        error={errors.description}
        maxLength={10_000}
        onText={(description) => set({ description })}
      />
    </>
  );
}
