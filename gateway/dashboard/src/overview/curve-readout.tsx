import { useStore } from "../api/use-store.ts";
import { formatMoney } from "../format/money.ts";
import { Change } from "../ui/change.tsx";
import type { CurveBucket } from "./make-curve.ts";

/** The sums that are read out when no bucket is. */
export interface CurveTotals {
  readonly revenue: string;
  readonly earlier?: string;
  readonly changePercent?: string;
}

interface Props {
  /** The bucket under the pointer. */
  readonly bucket: CurveBucket | undefined;
  readonly totals: CurveTotals | undefined;
}

/** Reads out both values of a bucket and the change, or the sums. */
export function CurveReadout({ bucket, totals }: Props) {
  const { currency } = useStore();
  const money = (text: string | undefined) =>
    text === undefined ? "–" : formatMoney(text, currency);
  const earlier = bucket ? bucket.earlier?.revenue : totals?.earlier;
  const revenue = bucket ? bucket.revenue : totals?.revenue;
  const percent = (bucket ?? totals)?.changePercent;
  const notes = [bucket?.isPartial && "in part", bucket?.isRunning && "so far"].filter(Boolean);
  return (
    <>
      <span>
        <span class="swatch c0" />
        {bucket ? bucket.name.full : "This period"}
        {notes.length > 0 && ` (${notes.join(", ")})`}: <strong>{money(revenue)}</strong>
      </span>
      {earlier !== undefined && (
        <span>
          <span class="swatch" />
          {bucket ? bucket.earlier?.name.full : "Period before"}: {money(earlier)}
        </span>
      )}
      {percent !== undefined && <Change percent={percent} />}
    </>
  );
}
