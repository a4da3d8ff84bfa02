import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useState } from "preact/hooks";
import { useIdempotencyKey } from "../api/use-idempotency-key.ts";
import { useRefresh } from "../api/use-refresh.ts";
import { useCategories } from "../pickers/use-categories.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useAction } from "../ui/use-action.ts";
import { CategoryRow } from "./category-row.tsx";

/** Makes, renames and deletes categories. */
export function CategoriesDialog({ onClose }: { onClose: () => void }) {
  const categories = useCategories();
  const [name, setName] = useState("");
  const key = useIdempotencyKey(`${name} ${categories.length}`);
  const { mutateAsync: create } = useMutation(CatalogService.method.createCategory);
  const refresh = useRefresh(CatalogService);
  const action = useAction(async () => {
    await create({ name: name.trim(), idempotencyKey: key });
    setName("");
    await refresh();
  });
  return (
    <Dialog title="Categories" onClose={onClose}>
      <Form action={action} fields={["name"]} submit="Create category">
        <TextField
          label="New category"
          name="name"
          value={name}
          error={action.error?.fields.name}
          maxLength={100}
          onText={setName}
        />
      </Form>
      <ul class="category-list" aria-label="Categories">
        {categories.map(({ value, label }) => (
          <CategoryRow key={value} id={BigInt(value)} name={label} />
        ))}
      </ul>
    </Dialog>
  );
}
