import { Counter, Gauge, type Registry } from "prom-client";

/** What a mirror shows of itself. */
export interface MirrorMetrics {
  readonly rows: Counter<"feed">;
  readonly position: Gauge;
  readonly leading: Gauge;
  readonly differences: Counter<"table">;
}

/** What the metrics are read from. */
interface MirrorClocks {
  /** In milliseconds since 1970. */
  readonly asOfMs: () => number | undefined;
  /** On the clock of performance.now(). */
  readonly checkedAtMs: () => number | undefined;
}

/** Makes the metrics of a process's mirror. */
export function createMirrorMetrics(
  registry: Registry,
  { asOfMs, checkedAtMs }: MirrorClocks,
): MirrorMetrics {
  new Gauge({
    name: "backroom_mirror_lag_seconds",
    help: "Seconds since the moment up to which the mirror is known to be complete; NaN while that is unknown.",
    registers: [registry],
    collect() {
      const at = asOfMs();
      this.set(at === undefined ? Number.NaN : Math.max(0, (Date.now() - at) / 1000));
    },
  });
  new Gauge({
    name: "backroom_mirror_check_age_seconds",
    help: "Seconds since this process last ended a comparison of the whole mirror with the ledger; NaN when it never did.",
    registers: [registry],
    collect() {
      const at = checkedAtMs();
      this.set(at === undefined ? Number.NaN : (performance.now() - at) / 1000);
    },
  });
  return {
    rows: new Counter({
      name: "backroom_mirror_rows_total",
      help: "Rows that this process has mirrored, by feed.",
      labelNames: ["feed"],
      registers: [registry],
    }),
    position: new Gauge({
      name: "backroom_mirror_position",
      help: "The id of the ledger row that was mirrored last.",
      registers: [registry],
    }),
    leading: new Gauge({
      name: "backroom_mirror_leading",
      help: "1 while this process is the one that mirrors, otherwise 0.",
      registers: [registry],
    }),
    differences: new Counter({
      name: "backroom_mirror_differences_total",
      help: "Places in which this process found the mirror to differ from the ledger, by table. Anything but 0 is an alarm.",
      labelNames: ["table"],
      registers: [registry],
    }),
  };
}
