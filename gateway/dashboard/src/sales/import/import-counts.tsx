import { formatCount } from "../../format/number.ts";
import type { ImportState } from "./import-state.ts";

/** What became of the rows of an import so far. */
export function ImportCounts(state: Pick<ImportState, "added" | "unchanged" | "refused">) {
  const counts: readonly [name: string, count: number][] = [
    ["Added", state.added],
    ["Unchanged", state.unchanged],
    ["Refused", state.refused],
  ];
  return (
    <dl class="import-counts">
      {counts.map(([name, count]) => (
        <div key={name} class={name === "Refused" && count > 0 ? "refused" : undefined}>
          <dt>{name}</dt>
          <dd>{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
