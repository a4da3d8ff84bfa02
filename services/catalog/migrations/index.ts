import { CreateCatalog } from "./001-create-catalog.ts";
import { CountSearches } from "./002-count-searches.ts";
import { SearchInMemory } from "./003-search-in-memory.ts";

/** Every migration of the schema `catalog`, oldest first. */
export const migrations = [
  { name: "001-create-catalog", class: CreateCatalog },
  { name: "002-count-searches", class: CountSearches },
  { name: "003-search-in-memory", class: SearchInMemory },
];
