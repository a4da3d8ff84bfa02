import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** What a control needs to belong to its label, its hint and its error. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface Props {
  readonly label: string;
  /** What the field means or how it is written. */
  readonly hint?: string;
  /** What the server, or the page, finds wrong with it. */
  readonly error?: string;
  readonly class?: string;
  readonly children: (control: ControlProps) => ComponentChildren;
}

/** A labelled control with its hint and its error, which are read out with it. */
export function Field({ label, hint, error, children, ...rest }: Props) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class={`field ${rest.class ?? ""}`}>
      <label for={id}>{label}</label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
