import { CreateLedger } from "./001-create-ledger.ts";

/** Every migration of the schema `sales`, oldest first. */
export const migrations = [{ name: "001-create-ledger", class: CreateLedger }];
