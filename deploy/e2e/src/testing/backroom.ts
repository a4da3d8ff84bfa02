import { inject } from "vitest";
import type { RunningBackroom } from "../running-backroom.ts";
import "./provided.ts";

/** The Backroom under test, which the first test file of a run that needs it has started. */
export const backroom = await ask(process.env.BACKROOM_E2E_SYSTEM ?? "one-process");

async function ask(name: string): Promise<RunningBackroom> {
  const response = await fetch(`${inject("systemsUrl")}/${name}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as RunningBackroom;
}
