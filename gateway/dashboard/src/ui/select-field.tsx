import { Field } from "./field.tsx";

/** One of the values that can be chosen. */
export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
  /** It is there, but cannot be chosen just now; its label says why. */
  readonly disabled?: boolean;
}

interface Props<T extends string> {
  readonly label: string;
  readonly name?: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly hint?: string;
  readonly error?: string;
  readonly required?: boolean;
  readonly onChoice: (value: T) => void;
}

/** A choice of one among a few. */
export function SelectField<T extends string>(props: Props<T>) {
  const { label, name, value, choices, hint, error, required, onChoice } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select
          {...control}
          name={name}
          required={required}
          value={value}
          onChange={({ currentTarget }) => onChoice(currentTarget.value as T)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
