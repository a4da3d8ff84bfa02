import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { RevenueResult } from "../result.ts";
import { drawAgainst } from "./draw-against.ts";
import { drawGrowth } from "./draw-growth.ts";
import { formatRevenue } from "./format-revenue.ts";

const readme = fileURLToPath(new URL("../../../README.md", import.meta.url));
const pictures = fileURLToPath(new URL("../../../docs/", import.meta.url));
const [begin, end] = ["<!-- revenue: begin -->", "<!-- revenue: end -->"];
const pictureEntries = 10_000_000;

/** Writes what a run found into the README, between its markers, and draws the pictures beside it. */
export async function writeDocs(result: RevenueResult): Promise<void> {
  const text = await readFile(readme, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${readme} has not the markers ${begin} and ${end}`);
  const head = text.slice(0, from + begin.length);
  await writeFile(readme, `${head}\n\n${formatRevenue(result)}\n\n${text.slice(to)}`);
  await writePictures(result, pictures);
}

/** Draws the pictures of a run into a folder. */
export async function writePictures(result: RevenueResult, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { sizes } = result;
  const size = sizes.find((each) => each.size.entries === pictureEntries) ?? sizes.at(-1);
  if (size) await writeFile(`${folder}/revenue-against.svg`, drawAgainst(size));
  if (sizes.length > 1) await writeFile(`${folder}/revenue-growth.svg`, drawGrowth(result));
}
