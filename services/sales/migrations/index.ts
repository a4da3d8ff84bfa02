import { CreateLedger } from "./001-create-ledger.ts";
import { MarkCatalogueChanges } from "./002-mark-catalogue-changes.ts";
import { CreateImport } from "./003-create-import.ts";

/** Every migration of the schema `sales`, oldest first. */
export const migrations = [
  { name: "001-create-ledger", class: CreateLedger },
  { name: "002-mark-catalogue-changes", class: MarkCatalogueChanges },
  { name: "003-create-import", class: CreateImport },
];
