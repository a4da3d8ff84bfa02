import { type DescMessage, type MessageShape, ScalarType } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
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
  const rule = isZero(violation) ? "must be given, and must not be 0" : violation.message;
  return field ? `${field}: ${rule}` : rule;
}

/** Whether a required number is 0, which in a message without `optional` is also how absence looks. */
function isZero({ ruleId, field }: Violation): boolean {
  const last = field.at(-1);
  if (ruleId !== "required" || last?.kind !== "field" || last.fieldKind !== "scalar") return false;
  const isImplicit = last.presence === FeatureSet_FieldPresence.IMPLICIT;
  return isImplicit && last.scalar !== ScalarType.STRING && last.scalar !== ScalarType.BYTES;
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
