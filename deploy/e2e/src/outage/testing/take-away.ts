import { backroom } from "../../testing/backroom.ts";
import { findProcesses, type Part } from "./processes.ts";

/** How a part is away: it stands still, keeping its connections, or it is gone. */
export type Absence = "stands still" | "is gone";

/**
 * Takes a part away, and keeps it away: what is gone would be started again, so the launcher stands
 * still meanwhile.
 *
 * @returns what lets it come back.
 */
export function takeAway(part: Part, absence: Absence): () => void {
  const pids = findProcesses(part);
  const { launcherPid } = backroom;
  if (absence === "stands still") {
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    return () => {
      for (const pid of pids) process.kill(pid, "SIGCONT");
    };
  }
  process.kill(launcherPid, "SIGSTOP");
  for (const pid of pids) process.kill(pid, "SIGKILL");
  return () => {
    process.kill(launcherPid, "SIGCONT");
  };
}
