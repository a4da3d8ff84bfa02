import { Code, ConnectError } from "@connectrpc/connect";

/** Refuses an argument, naming the field and the rule it breaks. */
export function invalidArgument(field: string, rule: string): ConnectError {
  return new ConnectError(`${field}: ${rule}`, Code.InvalidArgument);
}

/** Says that what a field names does not exist. */
export function notFound(field: string, what: string): ConnectError {
  return new ConnectError(`${field}: ${what}`, Code.NotFound);
}

/** Says that what a field would make exists already. */
export function alreadyExists(field: string, what: string): ConnectError {
  return new ConnectError(`${field}: ${what}`, Code.AlreadyExists);
}

/** Says that the request is sound but the present state forbids it. */
export function failedPrecondition(field: string, what: string): ConnectError {
  return new ConnectError(`${field}: ${what}`, Code.FailedPrecondition);
}

/** Says that somebody else changed what the request builds on. */
export function aborted(field: string, what: string): ConnectError {
  return new ConnectError(`${field}: ${what}`, Code.Aborted);
}

/** Says that a position is sound but lies where nothing is, or is no longer. */
export function outOfRange(field: string, what: string): ConnectError {
  return new ConnectError(`${field}: ${what}`, Code.OutOfRange);
}

/** Says that something needed for the answer cannot be reached just now; retrying may help. */
export function unavailable(what: string, cause?: unknown): ConnectError {
  return new ConnectError(what, Code.Unavailable, undefined, undefined, cause);
}

/** Says that more is asked for than there is room for just now; asking less, or later, may help. */
export function resourceExhausted(what: string): ConnectError {
  return new ConnectError(what, Code.ResourceExhausted);
}
