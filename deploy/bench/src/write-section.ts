import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const readme = fileURLToPath(new URL("../README.md", import.meta.url));

/**
 * Writes what a run found into the README, in place of what stands between the markers of a name.
 *
 * @throws Error when the README has not the markers.
 */
export async function writeSection(name: string, markdown: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const text = await readFile(readme, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${readme} has not the markers ${begin} and ${end}`);
  const head = text.slice(0, from + begin.length);
  await writeFile(readme, `${head}\n\n${markdown}\n\n${text.slice(to)}`);
}
