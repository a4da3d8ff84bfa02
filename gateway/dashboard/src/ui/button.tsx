import type { LucideIcon } from "lucide-react";
import type { ComponentChildren, JSX } from "preact";

/** How a button looks: `primary` for the one thing to do, `danger` for what cannot be undone. */
export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

type Props = Omit<JSX.IntrinsicElements["button"], "icon"> & {
  readonly look?: ButtonLook;
  readonly icon?: LucideIcon;
  /** Something is under way: the button stays where it is, but does nothing. */
  readonly busy?: boolean;
  readonly children?: ComponentChildren;
};

/** A button. One without children needs an `aria-label`. */
export function Button({ look = "plain", icon: Icon, busy, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look} ${children ? "" : "bare"} ${rest.class ?? ""}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {Icon && <Icon size={16} aria-hidden="true" />}
      {children}
    </button>
  );
}
