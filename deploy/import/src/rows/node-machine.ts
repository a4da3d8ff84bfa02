import { hash } from "node:crypto";
import { DigestStore } from "./digest-store.ts";
import type { Machine } from "./machine.ts";

/** This machine: Node, which has files. */
export const nodeMachine: Machine = {
  digestText: (text) => hash("sha256", text, "buffer"),
  openStore: () => new DigestStore(),
};
