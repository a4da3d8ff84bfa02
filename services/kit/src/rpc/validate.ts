import { type DescMessage, type MessageShape, ScalarType } from "@bufbuild/protobuf";
import { type Path, pathToString } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { createValidator, Violation, violationsToProto } from "@bufbuild/protovalidate";
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
function describe({ field, message }: Violation): string {
  return field.length > 0 ? `${pathToString(field)}: ${message}` : message;
}

/** Says the rule, where the library's words would mislead: about enums, and zeros that were given. */
function describeRule({ field, message, ruleId }: Violation): string {
  const last = field.at(-1);
  if (last?.kind !== "field") return message;
  if (ruleId === "enum.not_in" && last.enum) {
    const { value, sharedPrefix = "" } = last.enum;
    const nameOf = (number: string) => value[Number(number)]?.name.slice(sharedPrefix.length);
    return message.replaceAll(/[0-9]+/g, (number) => nameOf(number) ?? number);
  }
  const isNumber = last.fieldKind === "scalar" && last.scalar !== ScalarType.STRING;
  const hidesZero = isNumber && last.presence === FeatureSet_FieldPresence.IMPLICIT;
  return ruleId === "required" && hidesZero ? `${message} and must not be 0` : message;
}

/**
 * Checks a message against its buf.validate rules.
 *
 * @param within where the message lies in the request, for one that is a part of it.
 * @throws ConnectError INVALID_ARGUMENT that names the broken fields and rules, ten at the most,
 * and carries them as a `buf.validate.Violations` detail.
 */
export function validate<M extends DescMessage>(
  schema: M,
  message: MessageShape<M>,
  within: Readonly<Path> = [],
): void {
  const result = validator.validate(schema, message);
  if (result.kind === "valid") return;
  if (result.kind === "error") throw result.error;
  const told = result.violations.slice(0, maxTold).map((violation) => {
    const { ruleId, field, rule, forKey } = violation;
    return new Violation(describeRule(violation), ruleId, [...within, ...field], rule, forKey);
  });
  const more = result.violations.length > maxTold ? "; and more" : "";
  const error = new ConnectError(told.map(describe).join("; ") + more, Code.InvalidArgument);
  const [value, desc] = violationsToProto(told);
  error.details.push({ desc, value });
  throw error;
}
