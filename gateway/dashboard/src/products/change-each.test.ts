import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { changeEach, isStale } from "./change-each.ts";

test("changes everything that is not refused, and says what was", async () => {
  const changed: string[] = [];
  const result = await changeEach(["a", "b", "c", "d", "e", "f"], async (row) => {
    await Promise.resolve();
    if (row === "b" || row === "f") throw new Error(`${row} is taken`);
    changed.push(row);
  });
  expect(changed.sort()).toEqual(["a", "c", "d", "e"]);
  expect(result).toEqual({
    done: ["a", "c", "d", "e"],
    refused: [
      { row: "b", why: "b is taken" },
      { row: "f", why: "f is taken" },
    ],
  });
});

test("never changes more than four at once", async () => {
  let underWay = 0;
  let most = 0;
  await changeEach(
    Array.from({ length: 20 }).map((_, i) => i + 1),
    async () => {
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay--;
    },
  );
  expect(most).toBe(4);
});

test("changes nothing of nothing", async () => {
  expect(await changeEach([], () => Promise.reject())).toEqual({ done: [], refused: [] });
});

test("throws what is wrong with all of them, and tells what is with one", async () => {
  const stale = new ConnectError("expected_version: product 3 has version 5", Code.Aborted);
  expect(await changeEach(["a"], () => Promise.reject(stale), isStale)).toEqual({
    done: [],
    refused: [{ row: "a", why: "somebody changed it meanwhile" }],
  });
  const unknown = new ConnectError("category_id: there is no category 9", Code.NotFound);
  await expect(changeEach(["a"], () => Promise.reject(unknown), isStale)).rejects.toBe(unknown);
});
