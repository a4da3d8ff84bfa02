import { useId } from "preact/hooks";
import type { Choice } from "./select-field.tsx";

interface Props<T extends string> {
  /** What is chosen, for those who do not see it. */
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoice: (value: T) => void;
}

/** A choice of one among very few, all of them in sight. The arrow keys move it. */
export function ChoiceBar<T extends string>({ label, value, choices, onChoice }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="choice-bar">
      <legend class="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoice(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
