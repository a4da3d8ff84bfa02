import { type Line, maxLineBytes } from "./read-lines.ts";

/**
 * How a file's bytes are to be read. Latin-1 is read as Windows-1252, as browsers do: it has the
 * euro and curly quotes where Latin-1 has nothing that anybody prints.
 */
export type Encoding = "utf-8" | "latin1" | "windows-1252";

const windows1252 = new TextDecoder("windows-1252");
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** How files begin that are not what they are read as. */
const marks = [
  { bytes: [0xff, 0xfe], problem: "the file is UTF-16; save it as UTF-8" },
  { bytes: [0xfe, 0xff], problem: "the file is UTF-16; save it as UTF-8" },
  { bytes: [0xef, 0xbb, 0xbf], problem: "the file says it is UTF-8; leave out --encoding" },
];

/** Reads a line's bytes as text, without the byte order mark that Excel puts first. */
export function decodeLine(
  { number, bytes }: Pick<Line, "number" | "bytes">,
  encoding: Encoding,
): string | { problem: string } {
  if (!bytes) return { problem: `the line is longer than ${maxLineBytes} bytes` };
  const isUtf = encoding === "utf-8";
  const mark =
    number === 1 && marks.find((each) => each.bytes.every((byte, at) => bytes[at] === byte));
  if (mark && !(isUtf && mark.bytes.length === 3)) return { problem: mark.problem };
  if (!isUtf) return windows1252.decode(bytes);
  try {
    return utf8.decode(mark ? bytes.subarray(mark.bytes.length) : bytes);
  } catch {
    return { problem: "the line is not UTF-8; try --encoding latin1" };
  }
}
