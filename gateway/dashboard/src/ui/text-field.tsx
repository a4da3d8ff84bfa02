import type { JSX } from "preact";
import { Field } from "./field.tsx";

type Input = JSX.IntrinsicElements["input"];

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  readonly class?: string;
  readonly type?: "text" | "password" | "search" | "date" | "datetime-local" | "number";
  readonly name?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly autocomplete?: string;
  readonly inputMode?: "text" | "decimal" | "numeric";
  readonly min?: string;
  readonly max?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly autofocus?: boolean;
  readonly spellcheck?: boolean;
  /** Called with every key. */
  readonly onText?: (text: string) => void;
  /** Called when the field is left or a date is chosen. */
  readonly onChange?: Input["onChange"];
}

/** A one-line text field. */
export function TextField({ label, hint, error, class: className, onText, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error} class={className}>
      {(control) => (
        <input
          {...({ type: "text", autocomplete: "off", ...input, ...control } as Input)}
          onInput={({ currentTarget }) => onText?.(currentTarget.value)}
        />
      )}
    </Field>
  );
}
