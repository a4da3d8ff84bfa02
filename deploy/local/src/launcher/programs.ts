import { fileURLToPath } from "node:url";
import type { PortVariable } from "./ports.ts";

/** A program the launcher runs beside the stores. */
export interface Program {
  name: string;
  module: string;
  /** The ports it listens on. */
  ports: readonly PortVariable[];
}

/** Programs in the order in which they start; those of one stage start together. They stop in reverse. */
export type Stages = readonly (readonly Program[])[];

const root = new URL("../../../../", import.meta.url);
const at = (path: string) => fileURLToPath(new URL(path, root));

/** All services and the gateway in one process. */
export const oneProcess: Stages = [
  [
    {
      name: "backroom",
      module: at("deploy/local/src/all-in-one.ts"),
      ports: ["CATALOG_PORT", "INVENTORY_PORT", "SALES_PORT", "GATEWAY_PORT"],
    },
  ],
];

/** One process a service, talking gRPC. */
export const split: Stages = [
  [
    { name: "catalog", module: at("services/catalog/src/main.ts"), ports: ["CATALOG_PORT"] },
    { name: "inventory", module: at("services/inventory/src/main.ts"), ports: ["INVENTORY_PORT"] },
    { name: "sales", module: at("services/sales/src/main.ts"), ports: ["SALES_PORT"] },
  ],
  [{ name: "gateway", module: at("gateway/src/main.ts"), ports: ["GATEWAY_PORT"] }],
];
