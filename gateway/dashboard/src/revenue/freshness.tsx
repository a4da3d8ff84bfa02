import { Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { useStore } from "../api/use-store.ts";
import { formatInstant } from "../format/date.ts";
import { Badge } from "../ui/badge.tsx";
import type { Question } from "./question.ts";
import type { Revenue } from "./use-revenue.ts";

interface Props {
  readonly revenue: Revenue | undefined;
  readonly zone: Question["zone"];
}

/** Says how fresh the figures are, where they came from when that is not as usual, and of which zone. */
export function Freshness({ revenue, zone }: Props) {
  const { timeZone } = useStore();
  const shown = zone ?? timeZone;
  return (
    <>
      {revenue?.asOf ? `As of ${formatInstant(revenue.asOf, shown)} (${shown})` : `In ${shown}`}{" "}
      {revenue?.source === Source.POSTGRESQL && (
        <Badge look="warning">From PostgreSQL, while the mirror is away</Badge>
      )}
    </>
  );
}
