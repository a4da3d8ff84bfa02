import { comparePositions } from "@backroom/sales/position";
import { readPositions } from "@backroom/sales/positions";
import { utcRollUps } from "@backroom/sales/roll-ups";
import type { Battlefield } from "../battlefield.ts";

/** Counts the roll-ups that are not where the facts are, at a moment when nobody writes. */
export async function countLagging(field: Battlefield): Promise<number> {
  const client = field.openClickhouse();
  try {
    const { sale, rollUps } = await readPositions(client, utcRollUps);
    const lagging = [...rollUps.values()].filter((each) => comparePositions(each, sale) !== 0);
    return lagging.length;
  } finally {
    await client.close();
  }
}
