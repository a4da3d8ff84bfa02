import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { findFile, keepFile } from "./open-files.ts";

/** Makes a folder of the test's own, where temporary files go too. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "backroom-open-files-"));
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return folder;
}

const content = "a,b\n".repeat(200_000);

test("keeps a pipe, to be read again and again, and leaves nothing behind", async () => {
  const folder = await makeFolder();
  const path = join(folder, "pipe");
  await promisify(execFile)("mkfifo", [path]);
  const pipe = await findFile(path);
  expect(pipe.size).toBe(undefined);
  const writing = writeFile(path, content);
  const kept = await keepFile(pipe);
  await writing;
  expect(kept.size).toBe(content.length);
  expect(await text(kept.open())).toBe(content);
  expect(await text(kept.open())).toBe(content);
  expect(await readdir(folder)).toEqual(["pipe"]);
  await kept[Symbol.asyncDispose]();
});

test("reads a file where it is", async () => {
  const path = join(await makeFolder(), "file.csv");
  await writeFile(path, content);
  await using kept = await keepFile(await findFile(path));
  expect(kept).toMatchObject({ path, size: content.length });
  expect(await text(kept.open())).toBe(content);
});
