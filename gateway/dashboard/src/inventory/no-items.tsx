import { PackageCheck, PackageOpen } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { BeyondNotice, EmptyNotice } from "../ui/notice.tsx";

interface Props {
  readonly isLowOnly: boolean;
  /** Whether a page after the last was asked for. */
  readonly isBeyond: boolean;
  readonly onCreate: () => void;
}

/** Says why no item is listed, and what to do about it. */
export function NoItems({ isLowOnly, isBeyond, onCreate }: Props) {
  if (isBeyond) return <BeyondNotice icon={PackageOpen} />;
  if (isLowOnly) return <EmptyNotice icon={PackageCheck} title="Nothing is low." />;
  return (
    <EmptyNotice
      icon={PackageOpen}
      title="No stock is tracked here."
      text="Create an item for a product and a channel to begin."
    >
      <Button onClick={onCreate}>New item</Button>
    </EmptyNotice>
  );
}
