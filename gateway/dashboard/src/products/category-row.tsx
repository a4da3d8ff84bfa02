import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { useMutation } from "@connectrpc/connect-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "preact/hooks";
import { useRefresh } from "../api/use-refresh.ts";
import { Button } from "../ui/button.tsx";
import { useAction } from "../ui/use-action.ts";
import { RenameCategory } from "./rename-category.tsx";

/** A category: its name, which can be changed, and a way to delete it while nothing is in it. */
export function CategoryRow({ id, name }: { id: bigint; name: string }) {
  const [isRenaming, setRenaming] = useState(false);
  const { mutateAsync: remove } = useMutation(CatalogService.method.deleteCategory);
  const refresh = useRefresh(CatalogService);
  const deleting = useAction(async () => {
    await remove({ categoryId: id });
    await refresh();
  });
  if (isRenaming) return <RenameCategory id={id} name={name} onDone={() => setRenaming(false)} />;
  const { message, fields } = deleting.error ?? { message: "", fields: {} };
  const refusal = fields.category_id
    ? `${fields.category_id}. Move its products, archived ones too, to another category first.`
    : message;
  return (
    <li>
      <span class="category-name">{name}</span>
      <Button
        look="quiet"
        icon={Pencil}
        aria-label={`Rename ${name}`}
        title="Rename"
        onClick={() => setRenaming(true)}
      />
      <Button
        look="quiet"
        icon={Trash2}
        aria-label={`Delete ${name}`}
        title="Delete"
        busy={deleting.busy}
        onClick={() => void deleting.run()}
      />
      {refusal && (
        <p class="field-error" role="alert">
          Not deleted: {refusal}
        </p>
      )}
    </li>
  );
}
