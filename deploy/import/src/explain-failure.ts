import { Code, ConnectError } from "@connectrpc/connect";
import { isLost } from "./load/is-passing.ts";

const again = "What went in is kept; the same command again goes on from there.";

/** What there is to say when somebody has stopped the import. */
export const stoppedText = `Stopped. ${again}`;

/** Says in one line why an import could not go on, and what may help. */
export function explainFailure(error: unknown, { url }: { readonly url: string }): string {
  if (error instanceof ConnectError) {
    if (error.code === Code.Unauthenticated) {
      return `Backroom at ${url} does not accept the key; give one with --key or BACKROOM_API_KEY.`;
    }
    if (error.code === Code.Unavailable || isLost(error)) {
      return `Backroom at ${url} cannot be reached (${error.rawMessage}). ${again}`;
    }
    return `Backroom at ${url} answered ${Code[error.code]}: ${error.rawMessage}. ${again}`;
  }
  return error instanceof Error ? `The import stopped: ${error.message}` : String(error);
}
