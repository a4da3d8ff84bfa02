import { Field } from "./field.tsx";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  readonly name?: string;
  readonly value: string;
  readonly maxLength?: number;
  readonly onText: (text: string) => void;
}

/** A text field of several lines. */
export function TextAreaField({ label, hint, error, onText, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...input}
          {...control}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      )}
    </Field>
  );
}
