import { validate } from "@backroom/kit/validate";
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { RowProblem } from "./row-problem.ts";

/** Checks a request against the contract's own rules before it is sent. */
export function checkMessage<M extends DescMessage>(schema: M, message: MessageShape<M>): void {
  try {
    validate(schema, message);
  } catch (error) {
    throw error instanceof ConnectError ? new RowProblem(error.rawMessage) : error;
  }
}
