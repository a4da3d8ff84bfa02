import { useRef } from "preact/hooks";

const keyBytes = 16;

/**
 * A key for what is about to be sent: the same while the content stays the same, so that sending it
 * again after a lost answer changes nothing twice, and another one as soon as the content differs.
 */
export function useIdempotencyKey(content: string): string {
  const kept = useRef({ content, key: "" });
  if (!kept.current.key || kept.current.content !== content) {
    kept.current = { content, key: makeIdempotencyKey() };
  }
  return kept.current.key;
}

/** Makes a key that no other call has. */
export function makeIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(keyBytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
