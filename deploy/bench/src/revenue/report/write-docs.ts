import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writeSection } from "../../write-section.ts";
import type { RevenueResult } from "../result.ts";
import { drawAgainst } from "./draw-against.ts";
import { drawGrowth } from "./draw-growth.ts";
import { formatRevenue } from "./format-revenue.ts";

const pictures = fileURLToPath(new URL("../../../docs/", import.meta.url));
const pictureEntries = 10_000_000;

/** Writes what a run found into the README, between its markers, and draws the pictures beside it. */
export async function writeDocs(result: RevenueResult): Promise<void> {
  await writeSection("revenue", formatRevenue(result));
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
