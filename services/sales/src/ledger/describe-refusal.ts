import { Code, type ConnectError } from "@connectrpc/connect";

/** Why one of many was refused, as answers and the store hold it. */
export interface Refusal {
  /** The Connect code, such as `invalid_argument`. */
  readonly code: string;
  readonly message: string;
}

/** Describes the error that one of many was refused with. */
export function describeRefusal({ code, rawMessage }: ConnectError): Refusal {
  const words = Code[code].replace(/(?!^)[A-Z]/g, "_$&").toLowerCase();
  return { code: words, message: rawMessage };
}
