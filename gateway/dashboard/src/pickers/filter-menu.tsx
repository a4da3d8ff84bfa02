import { ChevronDown } from "lucide-react";
import { useId, useState } from "preact/hooks";
import type { Choice } from "../ui/select-field.tsx";

interface Props {
  /** What is chosen, such as `Channels`. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChosen: (values: readonly string[]) => void;
  /** Called with what is typed, when others than these choices can be searched for. */
  readonly onSearch?: (text: string) => void;
}

const searchableFrom = 8;

/** Chooses any number of things to filter by; none means all. */
export function FilterMenu({ label, choices, chosen, onChosen, onSearch }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const names = choices.filter(({ value }) => chosen.includes(value)).map((choice) => choice.label);
  const isSearchable = onSearch !== undefined || choices.length > searchableFrom;
  const shown = choices.filter(
    (choice) =>
      onSearch ||
      choice.label.toLowerCase().includes(text.toLowerCase()) ||
      chosen.includes(choice.value),
  );
  return (
    <div class="filter-menu">
      <button type="button" class="button plain" popovertarget={id} aria-haspopup="dialog">
        {label}
        {chosen.length > 0 && `: ${chosen.length === 1 ? (names[0] ?? chosen[0]) : chosen.length}`}
        <ChevronDown size={16} aria-hidden="true" />
      </button>
      <div id={id} popover="auto" class="popover" role="dialog" aria-label={label}>
        {isSearchable && (
          <input
            type="search"
            aria-label={`Search ${label.toLowerCase()}`}
            placeholder="Search"
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
              onSearch?.(currentTarget.value);
            }}
          />
        )}
        <ul>
          {shown.map(({ value, label: name }) => (
            <li key={value}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={({ currentTarget }) =>
                    onChosen(
                      currentTarget.checked
                        ? [...chosen, value]
                        : chosen.filter((other) => other !== value),
                    )
                  }
                />
                {name}
              </label>
            </li>
          ))}
          {shown.length === 0 && <li class="nothing">Nothing found</li>}
        </ul>
        {chosen.length > 0 && (
          <button type="button" class="button quiet" onClick={() => onChosen([])}>
            Clear
          </button>
        )}
      </div>
    </div>
  );
}
