import { useCategories } from "../pickers/use-categories.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { newCategory } from "./product-draft.ts";

/** What is chosen: an id, `new`, or nothing; and the name of a new one. */
export interface ChosenCategory {
  readonly categoryId: string;
  readonly newCategory: string;
}

interface Props {
  readonly chosen: ChosenCategory;
  /** What the server refuses, by proto name. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChosen: (chosen: ChosenCategory) => void;
}

/** Chooses a category, or names a new one, which is made together with what is put in it. */
export function CategoryField({ chosen, errors, onChosen }: Props) {
  const categories = useCategories();
  const { categoryId: value, newCategory: name } = chosen;
  const error = errors.category_id && (value ? errors.category_id : "must be chosen");
  return (
    <>
      <SelectField
        label="Category"
        name="category_id"
        value={value}
        choices={[
          ...(value ? [] : [{ value: "", label: "Choose a category" }]),
          ...categories,
          { value: newCategory, label: "New category …" },
        ]}
        error={error}
        onChoice={(categoryId) => onChosen({ categoryId, newCategory: name })}
      />
      {value === newCategory && (
        <TextField
          label="Name of the new category"
          name="category"
          value={name}
          error={errors.category}
          maxLength={100}
          onText={(text) => onChosen({ categoryId: value, newCategory: text })}
        />
      )}
    </>
  );
}
