import { toConnectError } from "@backroom/kit";
import { Code, ConnectError } from "@connectrpc/connect";
import { codeToHttpStatus, errorToJson } from "@connectrpc/connect/protocol-connect";
import { Refusal } from "../json/refusal.ts";

/** What the caller is told about an error, the same on every surface. */
export interface ErrorAnswer {
  /** An HTTP status, as Connect maps its codes. */
  readonly status: number;
  /** Connect's JSON: code, message, details. */
  readonly body: string;
  readonly error: ConnectError;
}

/** An error that HTTP itself has a status for, which Connect's codes do not tell apart. */
export class HttpError extends ConnectError {
  readonly status: number;

  constructor(status: number, code: Code, message: string) {
    super(message, code);
    this.status = status;
  }
}

const known: Readonly<Record<string, readonly [number, Code, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, Code.ResourceExhausted, "body: is too large"],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    Code.InvalidArgument,
    "content-type: must be application/json",
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    Code.InvalidArgument,
    "content-length: is not the body's",
  ],
  FST_ERR_BAD_URL: [400, Code.InvalidArgument, "path: is not percent-encoded UTF-8"],
};

/** Makes of anything thrown the error that the caller is told. */
export function readError(thrown: unknown): ConnectError {
  if (thrown instanceof ConnectError) return thrown;
  if (thrown instanceof Refusal) {
    const text = thrown.path ? `${thrown.path}: ${thrown.rule}` : `body: ${thrown.rule}`;
    return new ConnectError(text, Code.InvalidArgument);
  }
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  const answer = known[String(code)];
  if (answer) return new HttpError(...answer);
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) {
    return new HttpError(statusCode, Code.InvalidArgument, "the request cannot be read");
  }
  return toConnectError(thrown);
}

/**
 * Whether an error is a fault of ours rather than the caller's or of circumstances. A service logs
 * its own, so of these the gateway logs only what was not thrown as a ConnectError.
 */
export function isOwnFault(error: ConnectError): boolean {
  return error.code === Code.Internal || error.code === Code.Unknown;
}

/** Makes the answer to an error. */
export function answerError(thrown: unknown): ErrorAnswer {
  const error = readError(thrown);
  const status = statusOf(error);
  const json = { code: "", message: "", details: [], ...(errorToJson(error, undefined) as object) };
  return { status, body: JSON.stringify(json), error };
}

/** The HTTP status of an error. */
function statusOf(error: ConnectError): number {
  // ConnectError's own instanceof takes every ConnectError for each of its subclasses.
  return "status" in error ? (error as HttpError).status : codeToHttpStatus(error.code);
}

/** After how many seconds the same request may succeed; undefined when waiting does not help. */
export function findRetrySeconds(error: ConnectError): number | undefined {
  return [429, 503].includes(statusOf(error)) ? 1 : undefined;
}
