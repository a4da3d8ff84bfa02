import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Window } from "./query.ts";

/** Prints a window as a message. */
export function formatWindow({ startMs, endMs }: Window) {
  return { start: timestampFromMs(startMs), end: timestampFromMs(endMs) };
}
