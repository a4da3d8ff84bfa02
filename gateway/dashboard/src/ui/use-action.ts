import { useState } from "preact/hooks";
import { type DescribedError, describeError } from "../api/describe-error.ts";

/** Something that a form or a button does. */
export interface Action {
  readonly busy: boolean;
  /** What the last try failed with. */
  readonly error: DescribedError | undefined;
  /** Does it, unless it is under way. Answers whether it was done. */
  readonly run: () => Promise<boolean>;
  /** Forgets the error, as when the form is changed. */
  readonly clear: () => void;
}

/** Follows something that is done on request: whether it is under way and what it failed with. */
export function useAction(act: () => Promise<unknown>): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<DescribedError>();
  return {
    busy,
    error,
    clear: () => setError(undefined),
    async run() {
      if (busy) return false;
      setBusy(true);
      setError(undefined);
      try {
        await act();
        return true;
      } catch (thrown) {
        setError(describeError(thrown));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
