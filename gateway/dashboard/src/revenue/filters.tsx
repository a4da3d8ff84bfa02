import { X } from "lucide-react";
import { FilterMenu } from "../pickers/filter-menu.tsx";
import { useCategories } from "../pickers/use-categories.ts";
import { useChannels } from "../pickers/use-channels.ts";
import type { Choice } from "../ui/select-field.tsx";
import type { ControlErrors } from "./place-errors.ts";
import { type Filter, kinds, type Question } from "./question.ts";
import { useProductChoices } from "./use-product-choices.ts";
import type { Ask } from "./use-question.ts";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
  readonly errors: ControlErrors;
}

const kindChoices: readonly Choice[] = Object.entries(kinds).map(([value, label]) => ({
  value,
  label,
}));

/** Chooses which products, categories, channels and kinds are asked about, and shows which are. */
export function Filters({ question: { filter }, ask, errors }: Props) {
  const products = useProductChoices(filter.product);
  const menus: readonly Menu[] = [
    { name: "product", label: "Products", ...products },
    { name: "category", label: "Categories", choices: useCategories() },
    { name: "channel", label: "Channels", choices: useChannels() },
    { name: "kind", label: "Kinds", choices: kindChoices },
  ];
  const choose = (name: keyof Filter, values: readonly string[]) =>
    ask({ filter: { ...filter, [name]: values } });
  return (
    <div class="filters">
      {menus.map(({ name, ...menu }) => (
        <FilterMenu
          key={name}
          {...menu}
          chosen={filter[name]}
          onChosen={(values) => choose(name, values)}
        />
      ))}
      {menus.flatMap(({ name, label, choices }) =>
        filter[name].slice(0, maxChips).map((value) => {
          const text = choices.find((choice) => choice.value === value)?.label ?? value;
          return (
            <button
              key={`${name} ${value}`}
              type="button"
              class="chip"
              aria-label={`Remove from ${label.toLowerCase()}: ${text}`}
              onClick={() =>
                choose(
                  name,
                  filter[name].filter((other) => other !== value),
                )
              }
            >
              {text}
              <X size={14} aria-hidden="true" />
            </button>
          );
        }),
      )}
      {menus.map(({ name, label }) =>
        errors[name] ? (
          <p key={name} class="field-error" role="alert">
            {label}: {errors[name]}
          </p>
        ) : null,
      )}
    </div>
  );
}

interface Menu {
  readonly name: keyof Filter;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly onSearch?: (text: string) => void;
}

const maxChips = 12;
