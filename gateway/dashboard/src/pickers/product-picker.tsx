import { CatalogService, type Product } from "@backroom/proto/catalog/v1/catalog_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useEffect, useId, useState } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import { useDebounced } from "./use-debounced.ts";

const maxShown = 12;

interface Props {
  readonly label: string;
  readonly error?: string;
  readonly hint?: string;
  readonly product: Product | undefined;
  readonly onProduct: (product: Product | undefined) => void;
}

/** Finds one product by what its name or SKU contains. Arrow keys choose, Enter takes. */
export function ProductPicker({ label, error, hint, product, onProduct }: Props) {
  const listId = useId();
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const q = useDebounced(typed?.trim() ?? "");
  const isOpen = typed !== undefined;
  const [isTaking, setTaking] = useState(false);
  const { data, isFetching } = useQuery(
    CatalogService.method.listProducts,
    { limit: maxShown, ...(q && { q }) },
    { enabled: isOpen, placeholderData: keepPreviousData },
  );
  const found = data?.items ?? [];
  const isSettled = isOpen && q === typed.trim() && !isFetching;
  const take = (taken: Product | undefined) => {
    setTyped(undefined);
    if (taken) onProduct(taken);
  };
  // Enter pressed before the answer came means the answer, not what was found before.
  useEffect(() => {
    if (!isTaking || !isSettled) return;
    setTaking(false);
    take(found[active]);
  }, [isTaking, isSettled]);
  return (
    <Field label={label} error={error} hint={hint} class="combobox">
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            role="combobox"
            autocomplete="off"
            placeholder="Name or SKU"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found[active] ? `${listId}-${active}` : undefined}
            value={typed ?? product?.name ?? ""}
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setActive(0);
              setTaking(false);
              if (product) onProduct(undefined);
            }}
            onBlur={() => {
              if (!isTaking) setTyped(undefined);
            }}
            onKeyDown={(event) => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              if (step) {
                event.preventDefault();
                if (!isOpen) setTyped("");
                setActive((active + step + found.length) % Math.max(found.length, 1));
              } else if (event.key === "Enter" && isOpen) {
                event.preventDefault();
                setTaking(true);
              } else if (event.key === "Escape" && isOpen) {
                event.stopPropagation();
                event.preventDefault();
                setTyped(undefined);
              }
            }}
          />
          <div id={listId} role="listbox" aria-label={label} hidden={!isOpen}>
            {found.map((each, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the input has the focus and the keys
              <div
                key={`${each.id}`}
                id={`${listId}-${i}`}
                role="option"
                aria-selected={i === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(each)}
              >
                <span>{each.name}</span>
                <small>{each.sku ?? each.category}</small>
              </div>
            ))}
            {isOpen && found.length === 0 && <p class="nothing">Nothing found</p>}
          </div>
        </>
      )}
    </Field>
  );
}
