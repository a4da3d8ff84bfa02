/** Where the days and weeks of a shop begin. */
export interface Calendar {
  /** An IANA time zone. */
  readonly zone: string;
  /** The time of the local clock at which days begin; midnight when absent. */
  readonly dayStart?: Temporal.PlainTime | undefined;
  /** The day that weeks begin on, from 1, Monday, when absent, to 7. */
  readonly weekStart?: number | undefined;
}

/**
 * The first moment of a local day, in milliseconds since 1970: the one at which the clock shows
 * dayStart. Where the clock is set back, so that it shows that twice, the first time counts; where
 * it is set forward past it, the day begins as much later as the clock jumped, with one exception:
 * a day that begins at midnight begins with its first moment. A day that the zone left out begins
 * when the next one does.
 */
export function startOfDay(day: Temporal.PlainDate, { zone, dayStart }: Calendar): number {
  const isMidnight = !dayStart || dayStart.equals(midnight);
  const start = isMidnight
    ? day.toZonedDateTime(zone)
    : day.toZonedDateTime({ timeZone: zone, plainTime: dayStart });
  return start.epochMilliseconds;
}

/** The local day that an instant belongs to. */
export function dayAt(ms: number, calendar: Calendar): Temporal.PlainDate {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.zone);
  let day = local.toPlainDate();
  while (startOfDay(day, calendar) > ms) day = day.subtract({ days: 1 });
  for (;;) {
    // Where the clock is set back over the start of a day, that day has begun all the same.
    const next = day.add({ days: 1 });
    if (startOfDay(next, calendar) > ms) return day;
    day = next;
  }
}

const midnight = new Temporal.PlainTime();
