import type { GetSummaryResponse } from "@backroom/proto/revenue/v1/revenue_pb";
import { useStore } from "../api/use-store.ts";
import { formatDate } from "../format/date.ts";
import { formatMoney } from "../format/money.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { describeRange } from "./describe-range.ts";
import { Figure } from "./figure.tsx";
import { makeFigures } from "./make-figures.ts";

interface Props {
  readonly summary: GetSummaryResponse | undefined;
  /** Whether the summary is of another period than the one that was asked for. */
  readonly isOutdated: boolean;
  /** What names the period. */
  readonly period: string;
  /** Whether today is part of the period. */
  readonly hasToday: boolean;
}

const names = ["Net revenue", "Units", "Sales", "Average sale", "Refunds"];

/** The five figures of the period and its best day, with what they are compared with. */
export function Figures({ summary, isOutdated, period, hasToday }: Props) {
  const { currency, timeZone } = useStore();
  if (!summary) return <EmptyFigures />;
  const best = summary.current?.bestDay;
  const { previousRange } = summary;
  return (
    <section class="figures" aria-label="Figures" aria-busy={isOutdated}>
      <dl>
        {makeFigures(summary, currency).map((figure) => (
          <Figure key={figure.name} figure={figure} of={isOutdated ? "" : period} />
        ))}
        <div class="figure">
          <dt>Best day</dt>
          <dd>
            <span class="figure-text" style={{ "--length": 12 }}>
              {best ? formatDate(best.period) : "–"}
            </span>
            <span class="figure-change">
              {best ? formatMoney(best.revenue, currency) : "Nothing was sold"}
            </span>
          </dd>
        </div>
      </dl>
      <p>
        {previousRange
          ? `Compared with ${describeRange(previousRange, timeZone)}.`
          : "Not compared: the period has no beginning."}
        {hasToday && " Today is not over yet."}
      </p>
    </section>
  );
}

/** Stands where the figures will be. */
function EmptyFigures() {
  return (
    <section class="figures" aria-label="Figures" aria-busy>
      <dl>
        {[...names, "Best day"].map((name) => (
          <div class="figure" key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="figure-text">
                <Skeleton />
              </span>
              <span class="figure-change" />
            </dd>
          </div>
        ))}
      </dl>
      <p>&nbsp;</p>
    </section>
  );
}
