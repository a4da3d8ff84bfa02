import { CreateCatalog } from "./001-create-catalog.ts";

/** Every migration of the schema `catalog`, oldest first. */
export const migrations = [{ name: "001-create-catalog", class: CreateCatalog }];
