import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator, type Violation, violationsToProto } from "@bufbuild/protovalidate";
import { Code, ConnectError } from "@connectrpc/connect";

const patterns = new Map<string, RegExp>();

/** Matches with the platform's RegExp: every pattern is our own, and none of them backtracks. */
function matchPattern(pattern: string, text: string): boolean {
  const regExp = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, regExp);
  return regExp.test(text);
}

const validator = createValidator({ regexMatch: matchPattern });

/** Prints a violation as `field: rule`. */
function describe(violation: Violation): string {
  const field = pathToString(violation.field);
  return field ? `${field}: ${violation.message}` : violation.message;
}

/**
 * Checks a message against its buf.validate rules.
 *
 * @throws ConnectError INVALID_ARGUMENT that names every broken field and rule and carries them as
 * a `buf.validate.Violations` detail.
 */
export function validate<M extends DescMessage>(schema: M, message: MessageShape<M>): void {
  const result = validator.validate(schema, message);
  if (result.kind === "valid") return;
  if (result.kind === "error") throw result.error;
  const error = new ConnectError(result.violations.map(describe).join("; "), Code.InvalidArgument);
  const [value, desc] = violationsToProto(result.violations);
  error.details.push({ desc, value });
  throw error;
}
