/** Loaded into every child before its own code: a child does not outlive the launcher, even a killed one. */
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  // A child that does not heed the signal has ten seconds.
  setTimeout(() => process.exit(1), 10_000).unref();
});
