import { isPortFree } from "../stores/free-port.ts";

/** The ports Backroom listens on, all on 127.0.0.1: the variable that sets each, and its default. */
export const portVariables = {
  GATEWAY_PORT: 8000,
  CATALOG_PORT: 50051,
  INVENTORY_PORT: 50052,
  SALES_PORT: 50053,
  POSTGRES_PORT: 54329,
  CLICKHOUSE_PORT: 8123,
} as const;

export type PortVariable = keyof typeof portVariables;

/** A port somebody asked for by name cannot be had. */
export class PortTakenError extends Error {}

/** Ports are chosen right before they are used; a choice holds until it turns out to be taken. */
export interface Ports {
  /** Chooses the port of a variable, or answers the one chosen before if it is still free. */
  choose(variable: PortVariable): Promise<number>;
  /** The port in use for a variable. */
  get(variable: PortVariable): number;
}

/**
 * Makes the ports of one launch. A variable that is set must be free, or choosing it fails with an error that
 * names it; for a default that is taken the next free one is used and `say` tells so.
 */
export function createPorts(environment: NodeJS.ProcessEnv, say: (line: string) => void): Ports {
  const chosen = new Map<PortVariable, number>();

  async function choose(variable: PortVariable): Promise<number> {
    const explicit = readPort(variable, environment[variable]);
    if (explicit !== undefined && !(await isPortFree(explicit)))
      throw new PortTakenError(`Port ${explicit} is taken: set ${variable} to another one`);
    const wanted = explicit ?? chosen.get(variable) ?? portVariables[variable];
    const port = explicit ?? (await findNextFree(wanted, variable));
    if (port !== wanted) say(`Port ${wanted} is taken, using ${port} (${variable} sets it)`);
    chosen.set(variable, port);
    return port;
  }

  async function findNextFree(first: number, variable: PortVariable): Promise<number> {
    const others = new Set(
      [...chosen].filter(([name]) => name !== variable).map(([, port]) => port),
    );
    for (let port = first; port < 65536; port++)
      if (!others.has(port) && (await isPortFree(port))) return port;
    throw new PortTakenError(`No port from ${first} on is free: set ${variable}`);
  }

  function get(variable: PortVariable): number {
    const port = chosen.get(variable);
    if (port === undefined) throw new Error(`${variable} is not chosen yet`);
    return port;
  }

  return { choose, get };
}

/** Says whether a start failed because somebody else took the port between the choice and its use. */
export function isPortRace(error: unknown): boolean {
  return /EADDRINUSE|Address already in use|could not bind/i.test(String(error));
}

function readPort(variable: PortVariable, value: string | undefined): number | undefined {
  if (value === undefined || value === "") return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new PortTakenError(
    `${variable} must be a port from 1 to 65535, not ${JSON.stringify(value)}`,
  );
}
