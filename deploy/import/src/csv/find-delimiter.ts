const candidates = [",", ";", "\t", "|"];

/**
 * Finds what separates the cells of a file by its first line: what Excel says there (`sep=;`), or
 * the only one of the usual characters that the header has. A comma when there are several.
 */
export function findDelimiter(firstLine: string): string {
  const said = readSaid(firstLine);
  if (said !== undefined) return said;
  const [only = ",", ...more] = candidates.filter((each) => firstLine.includes(each));
  return more.length > 0 ? "," : only;
}

/** Answers the delimiter that a line of Excel's states; undefined for any other line. */
export function readSaid(line: string): string | undefined {
  return /^"?sep=(.)"?$/i.exec(line)?.[1];
}
