import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { formatDay, formatMinute } from "../format/date.ts";

interface Props {
  readonly instant: Timestamp | undefined;
  readonly timeZone: string;
}

/** When something was, in the shop's zone: on one line, or the time below the date where it is narrow. */
export function When({ instant, timeZone }: Props) {
  if (!instant) return <>–</>;
  return (
    <time class="sale-when" dateTime={timestampDate(instant).toISOString()}>
      <span>{formatDay(instant, timeZone)}</span> <span>{formatMinute(instant, timeZone)}</span>
    </time>
  );
}
