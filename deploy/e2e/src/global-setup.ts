import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import "./testing/provided.ts";
import { startBackroom } from "./start-backroom.ts";

/**
 * Starts one Backroom for all tests of a project, as `npm start` would, and stops it at the end.
 * BACKROOM_E2E_FORM, or else the project's name, says in which form: `one-process` or `split`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const form = process.env.BACKROOM_E2E_FORM ?? project.name.replace(/^(e2e|outage)-/, "");
  if (form !== "one-process" && form !== "split") {
    throw new Error(`BACKROOM_E2E_FORM must be one-process or split, not "${form}"`);
  }
  const dir = await mkdtemp(join(tmpdir(), `backroom-e2e-${form}-`));
  await chmod(dir, 0o711); // As root, PostgreSQL runs under another account, which must get in.
  const { backroom, stop } = await startBackroom({ form, dir });
  project.provide("backroom", backroom);
  return async () => {
    await stop();
    await rm(dir, { recursive: true, force: true });
  };
}
