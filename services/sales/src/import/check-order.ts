import { invalidArgument } from "@backroom/kit";

/**
 * Checks that a row's number is above that of the row before it.
 *
 * @throws ConnectError INVALID_ARGUMENT
 */
export function checkOrder(index: number, row: bigint, before: bigint): void {
  if (row > before) return;
  throw invalidArgument(
    `rows[${index}].row`,
    `must be above ${before}, the number of the row before it`,
  );
}
