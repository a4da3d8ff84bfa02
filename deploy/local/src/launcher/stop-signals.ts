/** Two signals this close together are one Ctrl-C, which reaches us from the terminal and again through npm. */
const sameWithinMs = 500;

/**
 * Turns Ctrl-C and the other ways to ask for an end into an abort; a second Ctrl-C kills everything at once,
 * while another SIGTERM changes nothing.
 * When npm has started this process and is gone, nobody else could end it, so that is a signal too.
 */
export function listenForStop(killAll: () => void): AbortController {
  const stop = new AbortController();
  let firstAt = 0;
  const onSignal = (name?: NodeJS.Signals) => {
    if (!stop.signal.aborted) {
      firstAt = performance.now();
      stop.abort(new Error("stopped"));
    } else if (name === "SIGINT" && performance.now() - firstAt > sameWithinMs) {
      killAll();
      process.exit(130);
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => {
      if (process.ppid !== parent && !stop.signal.aborted) onSignal();
    }, 500).unref();
  return stop;
}
