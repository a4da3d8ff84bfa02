/** How pictures look on light and on dark pages. */
const style = `
  svg { --ink: #1f2328; --soft: #656d76; --line: #d0d7de; --ours: #0969da; --theirs: #bc4c00; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --ours: #4493f8; --theirs: #f0883e; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--ink); }
  .title { font-size: 15px; font-weight: 600; }
  .soft { fill: var(--soft); }
  .grid { stroke: var(--line); }
  .ours { stroke: var(--ours); }
  .theirs { stroke: var(--theirs); }
  path { fill: none; stroke-width: 1; stroke-opacity: 0.45; }
  path.median { stroke-width: 3; stroke-opacity: 1; }
  rect.ours { fill: var(--ours); stroke: none; }
  rect.theirs { fill: var(--theirs); stroke: none; }
  text.ours { fill: var(--ours); stroke: none; font-weight: 600; }
  text.theirs { fill: var(--theirs); stroke: none; font-weight: 600; }`;

/** Writes a picture. */
export function writeSvg(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeText(title)}</title>
<style>${style}
</style>
${writeText(16, 26, title, "title")}
${parts.join("\n")}
</svg>
`;
}

/** Writes a text; it is at the left of its place unless said. */
export function writeText(
  x: number,
  y: number,
  text: string,
  className = "",
  anchor: "start" | "middle" | "end" = "start",
): string {
  return `<text x="${round(x)}" y="${round(y)}" class="${className}" text-anchor="${anchor}">${escapeText(text)}</text>`;
}

/** Writes a straight line. */
export function writeLine(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  className: string,
): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" class="${className}"/>`;
}

/** Writes a line through points. */
export function writePath(
  points: readonly (readonly [x: number, y: number])[],
  className: string,
): string {
  return `<path d="M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}" class="${className}"/>`;
}

/** Places values on a logarithmic scale. */
export function createLogScale(
  from: number,
  to: number,
  start: number,
  end: number,
): (value: number) => number {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  return (value) => start + ((Math.log10(value) - low) / (high - low)) * (end - start);
}

/** Lists the powers of ten that enclose some values. */
export function listPowers(values: readonly number[]): number[] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: Math.max(2, high - low + 1) }, (_, index) => 10 ** (low + index));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
