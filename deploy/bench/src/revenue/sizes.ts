import { InvalidArgumentError } from "commander";

/** How many sales and refunds are asked about. */
export interface Size {
  /** Such as `10m`; also the name of its folder. */
  readonly label: string;
  readonly entries: number;
}

const units = { k: 1_000, m: 1_000_000 } as const;

/** Reads sizes such as `200k,1m,10m`, ascending. */
export function readSizes(text: string): Size[] {
  const sizes = text.toLowerCase().split(",").map(readSize);
  return sizes.toSorted((left, right) => left.entries - right.entries);
}

function readSize(label: string): Size {
  const match = /^([1-9][0-9]{0,3})([km])$/.exec(label);
  if (!match) throw new InvalidArgumentError("They must be like 200k,1m,10m.");
  return { label, entries: Number(match[1]) * units[match[2] as keyof typeof units] };
}

/** Prints a size as people write it: `10M`. */
export function formatSize({ label }: Size): string {
  return label.endsWith("m") ? label.toUpperCase() : label;
}
