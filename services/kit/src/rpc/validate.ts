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

/** How many violations are told: a gRPC status has to fit into headers, a few kilobytes. */
const maxTold = 10;

/** Prints a violation as `field: rule`. */
function describe(violation: Violation): string {
  const field = pathToString(violation.field);
  return field ? `${field}: ${violation.message}` : violation.message;
}

/**
 * Checks a message against its buf.validate rules.
 *
 * @throws ConnectError INVALID_ARGUMENT that names the broken fields and rules, ten at the most,
 * and carries them as a `buf.validate.Violations` detail.
 */
export function validate<M extends DescMessage>(schema: M, message: MessageShape<M>): void {
  const result = validator.validate(schema, message);
  if (result.kind === "valid") return;
  if (result.kind === "error") throw result.error;
  const told = result.violations.slice(0, maxTold);
  const more = result.violations.length > maxTold ? "; and more" : "";
  const error = new ConnectError(told.map(describe).join("; ") + more, Code.InvalidArgument);
  const [value, desc] = violationsToProto(told);
  error.details.push({ desc, value });
  throw error;
}
