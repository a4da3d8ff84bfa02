import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { useState } from "preact/hooks";
import { formatCount } from "../format/number.ts";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { AdjustForm } from "./adjust-form.tsx";
import { CountForm } from "./count-form.tsx";
import { LevelForm } from "./level-form.tsx";
import { nameItem } from "./name-item.ts";

interface Props {
  readonly item: Item;
  readonly onClose: () => void;
}

/** The ways to change an item. */
const ways = {
  adjust: { label: "Add or take", form: AdjustForm },
  count: { label: "Set", form: CountForm },
  level: { label: "Reorder level", form: LevelForm },
};

/** Changes the stock of an item, by a difference or after a count, or its reorder level. */
export function ChangeDialog({ item, onClose }: Props) {
  const [way, setWay] = useState<keyof typeof ways>("adjust");
  const { form: ChosenForm } = ways[way];
  return (
    <Dialog title={`Change stock of ${nameItem(item)}`} onClose={onClose}>
      <p>
        On {item.channel}: <strong>{formatCount(item.quantity)}</strong> pieces
        {item.reserved > 0n && `, ${formatCount(item.reserved)} of them reserved`}, reorder level{" "}
        {formatCount(item.reorderLevel)}
      </p>
      <ChoiceBar
        label="What to change"
        value={way}
        choices={[
          { value: "adjust", label: ways.adjust.label },
          { value: "count", label: ways.count.label },
          { value: "level", label: ways.level.label },
        ]}
        onChoice={setWay}
      />
      <ChosenForm item={item} onClose={onClose} />
    </Dialog>
  );
}
