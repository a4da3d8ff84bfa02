import {
  type DescField,
  type DescMessage,
  getOption,
  type MessageShape,
  ScalarType,
} from "@bufbuild/protobuf";
import { type Path, pathToString } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { createValidator, Violation, violationsToProto } from "@bufbuild/protovalidate";
import { field as fieldOption } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { Code, ConnectError } from "@connectrpc/connect";
import { describeText } from "./describe-text.ts";

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

/** The rules of a violation that are told together, in the words for the field's pattern. */
const textRules = new Set(["string.min_len", "string.max_len", "string.pattern"]);

/** Prints a violation as `field: rule`. */
function print({ field, message }: Violation): string {
  const path = pathToString(field);
  return path ? `${path}: ${message}` : message;
}

/** Puts a violation into words of ours, where the library's would mislead or mean nothing. */
function reword(violation: Violation, within: Readonly<Path>): Violation {
  const { ruleId, field, rule, forKey } = violation;
  return new Violation(describeRule(violation), ruleId, [...within, ...field], rule, forKey);
}

const textWords = new Map<DescField, string | undefined>();

/** Says what the text that a path leads to may be: a field, or one of those in a list. */
function describeTextAt(path: Violation["field"]): string | undefined {
  const last = path.at(-1);
  const field = last?.kind === "list_sub" ? path.at(-2) : last;
  if (field?.kind !== "field") return undefined;
  if (!textWords.has(field)) {
    const { type } = getOption(field, fieldOption);
    const rules = type.case === "repeated" ? type.value.items?.type : type;
    textWords.set(field, rules?.case === "string" ? describeText(rules.value) : undefined);
  }
  return textWords.get(field);
}

/** Says the rule: of texts all that is allowed, of enums the names, of zeros that they were given. */
function describeRule({ field, message, ruleId }: Violation): string {
  const words = textRules.has(ruleId) ? describeTextAt(field) : undefined;
  if (words) return words;
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
  // A text that is too long and has a forbidden character breaks one rule in our words.
  const told = new Map<string, Violation>();
  let isMore = false;
  for (const broken of result.violations) {
    const violation = reword(broken, within);
    const line = print(violation);
    isMore = told.size === maxTold && !told.has(line);
    if (isMore) break;
    told.set(line, violation);
  }
  const more = isMore ? "; and more" : "";
  const error = new ConnectError([...told.keys()].join("; ") + more, Code.InvalidArgument);
  const [value, desc] = violationsToProto([...told.values()]);
  error.details.push({ desc, value });
  throw error;
}
