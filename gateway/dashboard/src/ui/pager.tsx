import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "../format/number.ts";
import { Button } from "./button.tsx";

interface Props {
  /** How many there are in all; undefined while that is loaded. */
  readonly total: bigint | number | undefined;
  /** What they are called, such as `sales`. */
  readonly noun: string;
  /** Which page this is, from 1. */
  readonly page?: number;
  /** The way to the first page, where there are many. */
  readonly onFirst?: () => void;
  readonly onPrevious?: () => void;
  readonly onNext?: () => void;
}

/** How many there are, and the way to the pages before and after. */
export function Pager({ total, noun, page, onFirst, onPrevious, onNext }: Props) {
  return (
    <nav class={total === undefined ? "pager waiting" : "pager"} aria-label={`Pages of ${noun}`}>
      <span aria-live="polite">
        {total === undefined ? "…" : `${formatCount(total)} ${noun}`}
        {page !== undefined && page > 1 && ` · page ${formatCount(page)}`}
      </span>
      {onFirst && <Button icon={ChevronFirst} aria-label="First page" onClick={onFirst} />}
      <Button icon={ChevronLeft} disabled={!onPrevious} onClick={onPrevious}>
        Previous
      </Button>
      <Button icon={ChevronRight} disabled={!onNext} onClick={onNext}>
        Next
      </Button>
    </nav>
  );
}
