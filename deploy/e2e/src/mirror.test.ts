import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { backroom } from "./testing/backroom.ts";
import { makeProduct } from "./testing/make-product.ts";
import { send } from "./testing/rest.ts";

const command = fileURLToPath(new URL("../../mirror/src/main.ts", import.meta.url));

/** Runs the mirror command against the Backroom under test, which it finds by the folder. */
function runMirror(args: readonly string[], environment: Record<string, string> = {}) {
  const { logDir, internalToken } = backroom;
  const env = {
    ...process.env,
    BACKROOM_DIR: dirname(logDir),
    INTERNAL_TOKEN: internalToken,
    ...environment,
  };
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

test("the mirror is rebuilt by a command, and equals the ledger", {
  timeout: 180_000,
}, async () => {
  const product = await makeProduct({ price: "2.5" });
  await send("POST", "/sales", { product_id: product.id, quantity: 4 });
  expect(await runMirror(["rebuild"])).toMatchObject({
    code: 0,
    output: expect.stringContaining("the mirror was rebuilt"),
  });
  await send("POST", "/sales", { product_id: product.id, quantity: 1 });
  const points = await send("GET", `/sales/revenue?product_id=${product.id}&fresh=true`);
  expect(points).toMatchObject([{ revenue: 12.5, units: 5, sales: 2 }]);
  expect(await runMirror(["reconcile"])).toMatchObject({
    code: 0,
    output: expect.stringMatching(
      /the mirror equals the ledger; the stock was copied anew: \d+ items, 0 were wrong/,
    ),
  });
  expect(await runMirror(["status"])).toMatchObject({
    code: 0,
    output: expect.stringContaining("none known"),
  });
});

test("the mirror command says what is wrong, and exits with 2", { timeout: 120_000 }, async () => {
  expect(await runMirror(["status"], { INTERNAL_TOKEN: "wrong" })).toMatchObject({
    code: 2,
    output: expect.stringMatching(/unauthenticated/),
  });
  const nowhere = await runMirror(["--sales", "127.0.0.1:9", "rebuild"]);
  expect(nowhere).toMatchObject({ code: 2, output: expect.stringMatching(/unavailable/) });
});
