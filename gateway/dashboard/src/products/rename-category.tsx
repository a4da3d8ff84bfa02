import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { useMutation } from "@connectrpc/connect-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { useRefresh } from "../api/use-refresh.ts";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useAction } from "../ui/use-action.ts";

interface Props {
  readonly id: bigint;
  readonly name: string;
  /** Called when it was renamed, or left as it is. */
  readonly onDone: () => void;
}

/** Gives a category another name, in its place in the list. */
export function RenameCategory({ id, name, onDone }: Props) {
  const row = useRef<HTMLLIElement>(null);
  const [typed, setTyped] = useState(name);
  const { mutateAsync: rename } = useMutation(CatalogService.method.updateCategory);
  const refresh = useRefresh(CatalogService);
  const action = useAction(async () => {
    await rename({ categoryId: id, name: typed.trim() });
    await refresh();
  });
  useEffect(() => row.current?.querySelector("input")?.select(), []);
  return (
    <li ref={row}>
      <Form action={action} fields={["name"]} submit="Rename" onCancel={onDone} onDone={onDone}>
        <TextField
          label={`New name of ${name}`}
          name="name"
          value={typed}
          error={action.error?.fields.name}
          maxLength={100}
          onText={setTyped}
        />
      </Form>
    </li>
  );
}
