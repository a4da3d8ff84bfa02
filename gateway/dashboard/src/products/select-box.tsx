/** The boxes of a table that are in sight, in their order. */
function listBoxes(among: Element): readonly HTMLInputElement[] {
  return [...(among.closest("table")?.querySelectorAll<HTMLInputElement>(".select-box") ?? [])];
}

interface Props {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (isChecked: boolean) => void;
}

/** Chooses a row. The arrow keys go to the box above or below; with Shift they choose on the way. */
export function SelectBox({ label, checked, onChecked }: Props) {
  return (
    <label class="select-cell">
      <input
        type="checkbox"
        class="select-box"
        aria-label={label}
        checked={checked}
        onChange={({ currentTarget }) => onChecked(currentTarget.checked)}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (!step) return;
          const boxes = listBoxes(event.currentTarget);
          const next = boxes[boxes.indexOf(event.currentTarget) + step];
          if (!next) return;
          event.preventDefault();
          if (event.shiftKey) {
            if (!event.currentTarget.checked) onChecked(true);
            if (!next.checked) next.click();
          }
          next.focus();
        }}
      />
    </label>
  );
}
