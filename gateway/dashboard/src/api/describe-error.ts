import { ViolationsSchema } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { Code, ConnectError } from "@connectrpc/connect";

/** What a form says about an error. */
export interface DescribedError {
  /** For the whole: empty when every part of it stands at a field. */
  readonly message: string;
  /** By the proto name of the field, such as `reorder_level`. */
  readonly fields: Readonly<Record<string, string>>;
}

const fieldText = /^([a-z][a-z0-9_]*(?:\[\d+\])?(?:\.[a-z0-9_[\]]+)*): (.+)$/s;

/** Describes what a call has failed with: which fields it refuses, and what is wrong besides. */
export function describeError(thrown: unknown): DescribedError {
  const error = ConnectError.from(thrown);
  // What the page itself refuses says what it is; a TypeError is how fetch says that there is no server.
  const isOwn = thrown instanceof Error && thrown !== error && !(thrown instanceof TypeError);
  if (isOwn) return { message: thrown.message, fields: {} };
  const fields: Record<string, string> = {};
  for (const { violations } of error.findDetails(ViolationsSchema)) {
    for (const { field, message } of violations) {
      const name = field?.elements.map(({ fieldName }) => fieldName).join(".");
      if (name) fields[name] ??= message;
    }
  }
  if (Object.keys(fields).length > 0) return { message: "", fields };
  const [, name, rule] = fieldText.exec(error.rawMessage) ?? [];
  if (name && rule && error.code !== Code.Unavailable) {
    return { message: "", fields: { [name]: rule } };
  }
  return { message: describeCode(error), fields };
}

/** Says what an error means to the one who reads it. */
function describeCode(error: ConnectError): string {
  if (error.cause instanceof TypeError) return "The server cannot be reached.";
  switch (error.code) {
    case Code.Internal:
    case Code.Unknown:
      return "Something went wrong on the server. Its log says what.";
    case Code.ResourceExhausted:
      return `The server is busy: ${error.rawMessage}.`;
    case Code.Unavailable:
      return `Not available just now: ${error.rawMessage}.`;
    default:
      return error.rawMessage.charAt(0).toUpperCase() + error.rawMessage.slice(1);
  }
}

/** Says an error in one text, for where there are no fields to put its parts at. */
export function errorText(thrown: unknown): string {
  const { message, fields } = describeError(thrown);
  const rules = Object.entries(fields).map(
    ([name, rule]) => `${name.replaceAll("_", " ")}: ${rule}`,
  );
  return [message, ...rules].filter(Boolean).join("; ");
}
