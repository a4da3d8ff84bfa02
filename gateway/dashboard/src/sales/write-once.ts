import { Code, ConnectError } from "@connectrpc/connect";

/**
 * Does a write that has an idempotency key of its form. When the key was used before with other
 * values, an answer was lost and the form changed since: that is said in words for who fills it in.
 */
export async function writeOnce<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    const error = ConnectError.from(thrown);
    if (error.code !== Code.AlreadyExists) throw error;
    throw new ConnectError(
      "this form was recorded before, with other values, though its answer was lost. " +
        "Close it and look at the list before you record it again",
      Code.AlreadyExists,
    );
  }
}
