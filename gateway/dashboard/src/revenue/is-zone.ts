/** Whether a text names a time zone. An offset such as `+02:00` is none. */
export function isZone(text: string | undefined): text is string {
  if (!text || !/^[A-Za-z]/.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: text }));
  } catch {
    return false;
  }
}
