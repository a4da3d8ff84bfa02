import { Refusal } from "../json/refusal.ts";
import { suggestName } from "./suggest-name.ts";

const maxShownLength = 64;

/** Refuses a field or parameter that does not exist, naming the one that was probably meant. */
export function unknownName(what: string, given: string, names: Iterable<string>): Refusal {
  const meant = suggestName(given, names);
  const shown = given.length > maxShownLength ? `${given.slice(0, maxShownLength)}…` : given;
  return new Refusal(`is an unknown ${what}${meant ? `; did you mean ${meant}?` : ""}`, shown);
}
