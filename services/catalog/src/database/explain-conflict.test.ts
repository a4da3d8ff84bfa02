import { Code } from "@connectrpc/connect";
import { DeadlockException } from "@mikro-orm/core";
import { expect, test } from "vitest";
import { explainConflict } from "./explain-conflict.ts";

test("a deadlock is a reason to try again", () => {
  const deadlock = new DeadlockException(new Error("deadlock detected"));
  expect(() => explainConflict(deadlock)).toThrow(expect.objectContaining({ code: Code.Aborted }));
});

test("what is no conflict is thrown as it is", () => {
  const other = new Error("something else");
  expect(() => explainConflict(other)).toThrow(other);
});
