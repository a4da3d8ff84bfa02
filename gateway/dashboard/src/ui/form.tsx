import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "./button.tsx";
import type { Action } from "./use-action.ts";

interface Props {
  readonly action: Action;
  /** The names of the fields that show their own errors; errors of all others are shown below. */
  readonly fields: readonly string[];
  /** What the button says, such as `Save`. */
  readonly submit: string;
  readonly danger?: boolean;
  readonly onCancel?: () => void;
  /** Called when it was done. */
  readonly onDone?: () => void;
  readonly children: ComponentChildren;
}

/**
 * A form that does an action when it is submitted. Errors of fields are shown by the fields
 * themselves, from `action.error.fields`; the first one gets the focus.
 */
export function Form({ action, fields, submit, danger, onCancel, onDone, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const others = Object.entries(action.error?.fields ?? {})
    .filter(([name]) => !fields.includes(name))
    .map(([name, rule]) => `${name.replaceAll("_", " ")}: ${rule}`);
  const text = [action.error?.message, ...others].filter(Boolean).join("; ");
  return (
    <form
      ref={form}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        if (await action.run()) return onDone?.();
        requestAnimationFrame(() =>
          form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus(),
        );
      }}
    >
      {children}
      {text && (
        <p class="form-error" role="alert">
          {text}
        </p>
      )}
      <footer>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button look={danger ? "danger" : "primary"} type="submit" busy={action.busy}>
          {submit}
        </Button>
      </footer>
    </form>
  );
}
