import { Code, ConnectError } from "@connectrpc/connect";

/** Codes that blame the one row, so that the others may still go in. */
const rowCodes: readonly Code[] = [
  Code.InvalidArgument,
  Code.NotFound,
  Code.AlreadyExists,
  Code.FailedPrecondition,
  Code.OutOfRange,
];

/**
 * Answers why the server refused a row.
 *
 * @throws the error itself when it is not about the row.
 */
export function readRefusal(error: unknown): string {
  if (error instanceof ConnectError && rowCodes.includes(error.code)) return error.rawMessage;
  throw error;
}
