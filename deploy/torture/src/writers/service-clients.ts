import { type Backend, createContext } from "@backroom/kit";
import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import type { Fleet } from "../fleet.ts";
import { persist } from "./persist.ts";

/** How the clients of a trial reach the services. */
export interface ServiceClients {
  readonly fleet: Fleet;
  readonly catalog: Backend;
  readonly inventory: Backend;
}

const timeoutMs = 5_000;

/** Asks one process of the sales service after the other until one answers. */
export function askSales<I extends DescMessage, O extends DescMessage>(
  { fleet }: ServiceClients,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  signal: AbortSignal,
  first = 0,
): Promise<MessageShape<O>> {
  return persist(signal, (before) => {
    const program = fleet.programs[(first + before) % fleet.programs.length];
    if (!program) throw new Error("there is no sales service");
    return fleet.call(program, method, request, timeoutMs);
  });
}

/** Asks another service until it answers. */
export function ask<I extends DescMessage, O extends DescMessage>(
  backend: Backend,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  signal: AbortSignal,
): Promise<MessageShape<O>> {
  return persist(signal, () => {
    const context = createContext({ caller: { name: "torture" }, timeoutMs });
    return backend.unary(method, create(method.input, request), context);
  });
}
