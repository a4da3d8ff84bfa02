import { PackageSearch } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { BeyondNotice, EmptyNotice } from "../ui/notice.tsx";

interface Props {
  readonly isFiltered: boolean;
  /** Whether a page after the last was asked for. */
  readonly isBeyond: boolean;
  readonly onCreate: () => void;
}

/** Says why no product is listed, and what to do about it. */
export function NoProducts({ isFiltered, isBeyond, onCreate }: Props) {
  if (isBeyond) return <BeyondNotice icon={PackageSearch} />;
  if (isFiltered) {
    return (
      <EmptyNotice
        icon={PackageSearch}
        title="No product matches."
        text="Search for less, or in all categories."
      />
    );
  }
  return (
    <EmptyNotice icon={PackageSearch} title="There are no products yet.">
      <Button onClick={onCreate}>Create the first</Button>
    </EmptyNotice>
  );
}
