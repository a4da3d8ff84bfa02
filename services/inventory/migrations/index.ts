import { CreateStock } from "./001-create-stock.ts";

/** Every migration of the schema `inventory`, oldest first. */
export const migrations = [{ name: "001-create-stock", class: CreateStock }];
