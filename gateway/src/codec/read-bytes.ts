import { Refusal } from "../json/refusal.ts";

const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** Reads bytes written in base64, of either alphabet. */
export function readBytes(text: string): Uint8Array {
  if (!base64.test(text)) throw new Refusal("must be base64");
  return Buffer.from(text, "base64");
}
