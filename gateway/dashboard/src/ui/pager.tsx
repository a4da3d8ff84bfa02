import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "../format/number.ts";
import { Button } from "./button.tsx";

interface Props {
  /** How many there are in all; undefined while that is loaded. */
  readonly total: bigint | number | undefined;
  /** What they are called, such as `sales`. */
  readonly noun: string;
  readonly onPrevious?: () => void;
  readonly onNext?: () => void;
}

/** How many there are, and the way to the pages before and after. */
export function Pager({ total, noun, onPrevious, onNext }: Props) {
  return (
    <nav class="pager" aria-label={`Pages of ${noun}`}>
      <span aria-live="polite">{total === undefined ? "…" : `${formatCount(total)} ${noun}`}</span>
      <Button icon={ChevronLeft} disabled={!onPrevious} onClick={onPrevious}>
        Previous
      </Button>
      <Button icon={ChevronRight} disabled={!onNext} onClick={onNext}>
        Next
      </Button>
    </nav>
  );
}
