const part = (unit: "second" | "minute" | "hour") =>
  new Intl.NumberFormat(undefined, { style: "unit", unit, unitDisplay: "short" });
const seconds = part("second");
const minutes = part("minute");
const hours = part("hour");

/** Prints about how long something takes: seconds, or minutes, or hours and minutes. */
export function formatDuration(durationMs: number): string {
  const whole = Math.max(1, Math.round(durationMs / 1_000));
  if (whole < 90) return seconds.format(whole);
  const inMinutes = Math.round(whole / 60);
  if (inMinutes < 90) return minutes.format(inMinutes);
  return `${hours.format(Math.floor(inMinutes / 60))} ${minutes.format(inMinutes % 60)}`;
}
