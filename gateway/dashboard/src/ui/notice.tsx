import { CircleAlert, type LucideIcon, RotateCw } from "lucide-react";
import type { ComponentChildren } from "preact";
import { errorText } from "../api/describe-error.ts";
import { Button } from "./button.tsx";

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What would have to happen for something to be here. */
  readonly text?: string;
  readonly children?: ComponentChildren;
}

/** Says that there is nothing to show, and what to do about it. */
export function EmptyNotice({ icon: Icon, title, text, children }: EmptyProps) {
  return (
    <div class="notice">
      <Icon size={28} aria-hidden="true" />
      <p class="notice-title">{title}</p>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}

/** Says that a list has no such page, though it may have those before. */
export function BeyondNotice({ icon }: Pick<EmptyProps, "icon">) {
  return (
    <EmptyNotice
      icon={icon}
      title="There is nothing on this page."
      text="The pages before have it all."
    />
  );
}

/** Says that something could not be loaded, why, and offers to try again. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div class="notice failed" role="alert">
      <CircleAlert size={28} aria-hidden="true" />
      <p class="notice-title">This could not be loaded.</p>
      <p>{errorText(error)}</p>
      {onRetry && (
        <Button icon={RotateCw} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
