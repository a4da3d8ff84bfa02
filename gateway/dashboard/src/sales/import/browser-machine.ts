import type { Machine } from "@backroom/import/sales-file";
import { sha256 } from "@noble/hashes/sha2.js";

const encoder = new TextEncoder();

/** This machine: a browser, whose own SHA-256 can only be waited for. */
export const browserMachine: Machine = {
  digestText: (text) => sha256(encoder.encode(text)),
};
