import { type GetSummaryResponse, Source } from "@backroom/proto/revenue/v1/revenue_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { lostSince } from "../api/connection.ts";
import { useStore } from "../api/use-store.ts";
import { formatInstant, formatTime } from "../format/date.ts";
import { findToday } from "../period/calendar.ts";
import { Badge } from "../ui/badge.tsx";
import type { LiveSummary } from "./use-live-summary.ts";

interface Props {
  readonly summary: GetSummaryResponse | undefined;
  readonly feed: LiveSummary["feed"];
}

const feedTexts = {
  connecting: "Connecting",
  streaming: "Live",
  polling: "Every 5 seconds",
  paused: "Paused",
} as const;

/** Says up to when the figures are, how they are kept so, and if they come from elsewhere than usual. */
export function Freshness({ summary, feed }: Props) {
  const { timeZone } = useStore();
  const { asOf, source } = summary ?? {};
  const isLost = lostSince.value !== undefined;
  const isToday = asOf && findToday(timeZone, timestampDate(asOf)) === findToday(timeZone);
  return (
    <span class="freshness">
      <span class="as-of">
        {asOf
          ? `Up to ${isToday ? formatTime(asOf, timeZone) : formatInstant(asOf, timeZone)}`
          : "…"}
      </span>
      <span role="status">
        <span class={`feed ${isLost ? "lost" : feed}`}>
          {isLost ? "Not up to date" : feedTexts[feed]}
        </span>
        {source === Source.POSTGRESQL && (
          <Badge look="warning">From PostgreSQL, while ClickHouse is away</Badge>
        )}
      </span>
    </span>
  );
}
