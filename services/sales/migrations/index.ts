import { CreateLedger } from "./001-create-ledger.ts";
import { MarkCatalogueChanges } from "./002-mark-catalogue-changes.ts";
import { CreateImport } from "./003-create-import.ts";
import { KeepMirrorJobs } from "./004-keep-mirror-jobs.ts";
import { QuickenLists } from "./005-quicken-lists.ts";

/** Every migration of the schema `sales`, oldest first. */
export const migrations = [
  { name: "001-create-ledger", class: CreateLedger },
  { name: "002-mark-catalogue-changes", class: MarkCatalogueChanges },
  { name: "003-create-import", class: CreateImport },
  { name: "004-keep-mirror-jobs", class: KeepMirrorJobs },
  { name: "005-quicken-lists", class: QuickenLists },
];
