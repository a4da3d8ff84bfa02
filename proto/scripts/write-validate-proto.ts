// Writes buf/validate/validate.proto, which no npm package ships as text, from the descriptor
// inside @bufbuild/protovalidate, so that buf can resolve the import. Everything the contract
// uses is printed: messages, enums, oneofs, reserved ranges and extensions; rule CEL options are
// not, for protovalidate carries those in its own generated code.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { FieldDescriptorProto_Label, FieldDescriptorProto_Type } from "@bufbuild/protobuf/wkt";
import { file_buf_validate_validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";

const file = file_buf_validate_validate.proto;
const lines: string[] = [];

/** Prints the type of a field as it stands in a .proto file. */
function typeOf(field: FieldDescriptorProto): string {
  if (field.typeName) return field.typeName;
  return (FieldDescriptorProto_Type[field.type] ?? "").toLowerCase();
}

/** Prints one field or extension. */
function writeField(field: FieldDescriptorProto, indent: string, inOneof: boolean): void {
  const label = FieldDescriptorProto_Label[field.label]?.toLowerCase();
  const prefix = inOneof ? "" : `${label} `;
  lines.push(`${indent}${prefix}${typeOf(field)} ${field.name} = ${field.number};`);
}

/** Prints an enum and its values. */
function writeEnum(type: EnumDescriptorProto, indent: string): void {
  lines.push(`${indent}enum ${type.name} {`);
  if (type.options?.allowAlias) lines.push(`${indent}  option allow_alias = true;`);
  for (const value of type.value) lines.push(`${indent}  ${value.name} = ${value.number};`);
  lines.push(`${indent}}`);
}

/** Prints a message with all that is nested in it. */
function writeMessage(type: DescriptorProto, indent: string): void {
  lines.push(`${indent}message ${type.name} {`);
  const inner = `${indent}  `;
  for (const nested of type.enumType) writeEnum(nested, inner);
  for (const nested of type.nestedType) writeMessage(nested, inner);
  type.oneofDecl.forEach((oneof, index) => {
    lines.push(`${inner}oneof ${oneof.name} {`);
    for (const field of type.field)
      if (isInOneof(field, index)) writeField(field, `${inner}  `, true);
    lines.push(`${inner}}`);
  });
  for (const field of type.field) if (!hasOneof(field)) writeField(field, inner, false);
  for (const range of type.extensionRange)
    lines.push(
      `${inner}extensions ${range.start} to ${range.end > 536870000 ? "max" : range.end - 1};`,
    );
  lines.push(`${indent}}`);
}

/** Whether the field stands in any oneof; proto2 has no synthetic ones. */
function hasOneof(field: FieldDescriptorProto): boolean {
  return Object.hasOwn(field, "oneofIndex") && field.oneofIndex !== undefined;
}

/** Whether the field stands in the oneof of this index. */
function isInOneof(field: FieldDescriptorProto, index: number): boolean {
  return hasOneof(field) && field.oneofIndex === index;
}

lines.push(`syntax = "${file.syntax || "proto2"}";`, `package ${file.package};`);
for (const dependency of file.dependency) lines.push(`import "${dependency}";`);
for (const type of file.enumType) writeEnum(type, "");
for (const type of file.messageType) writeMessage(type, "");
for (const extension of file.extension) {
  lines.push(`extend ${extension.extendee} {`);
  writeField(extension, "  ", false);
  lines.push("}");
}

const directory = fileURLToPath(new URL("../../.proto-deps/buf/validate/", import.meta.url));
mkdirSync(directory, { recursive: true });
writeFileSync(`${directory}validate.proto`, `${lines.join("\n")}\n`);
