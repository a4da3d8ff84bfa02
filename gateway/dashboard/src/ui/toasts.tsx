import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { apiKey } from "../api/api-key.ts";
import { Button } from "./button.tsx";

/** Something that was done, said in passing. */
interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

const shownMs = 6_000;
const undoMs = 12_000;
const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Says that something was done; with `undo` it can be taken back while that is shown. */
export function toast(text: string, undo?: () => void): void {
  const id = ++lastId;
  toasts.value = [...toasts.value, { id, text, undo }];
  setTimeout(() => dismiss(id), undo ? undoMs : shownMs);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((shown) => shown.id !== id);
}

// Who signs in next must neither read it nor take it back under another key.
apiKey.subscribe((key) => {
  if (key === undefined) toasts.value = [];
});

/** Where what was done is said, after what stays there; it is read out as it comes. */
export function Toasts({ children }: { children?: ComponentChildren }) {
  return (
    <div class="toasts" role="status">
      {children}
      {toasts.value.map(({ id, text, undo }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {undo && (
            <Button
              look="quiet"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              Undo
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
