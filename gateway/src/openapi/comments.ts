import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** The comments of the contract, by the full name of what they stand on. */
export type Comments = ReadonlyMap<string, string>;

/** What a descriptor holds at each field number that a comment's path can go through. */
type Named = { readonly name: string } & Readonly<Record<string, unknown>>;

const childFields: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  file: { 4: "messageType", 5: "enumType", 6: "service" },
  messageType: { 2: "field", 3: "nestedType", 4: "enumType" },
  nestedType: { 2: "field", 3: "nestedType", 4: "enumType" },
  enumType: { 2: "value" },
  service: { 2: "method" },
};

/** Reads the comments that buf keeps in the image of the contract, which generated code leaves out. */
export function readComments(): Comments {
  const path = fileURLToPath(import.meta.resolve("@backroom/proto/contract.binpb"));
  const { file } = fromBinary(FileDescriptorSetSchema, readFileSync(path));
  return new Map(
    file.filter(({ package: name }) => name.startsWith("backroom.")).flatMap(listComments),
  );
}

/** Lists the comments of one file. */
function listComments(file: FileDescriptorProto): [string, string][] {
  const comments: [string, string][] = [];
  for (const { path, leadingComments } of file.sourceCodeInfo?.location ?? []) {
    const name = leadingComments && findName(file, path);
    if (name) comments.push([name, tidy(leadingComments)]);
  }
  return comments;
}

/** Finds the full name of what a path of field numbers and indices leads to. */
function findName(file: FileDescriptorProto, path: readonly number[]): string | undefined {
  let kind = "file";
  let at: unknown = file;
  let name = file.package;
  for (let step = 0; step < path.length; step += 2) {
    const child = childFields[kind]?.[path[step] ?? -1];
    if (child === undefined) return undefined;
    const next = (at as Record<string, Named[]>)[child]?.[path[step + 1] ?? -1];
    if (!next) return undefined;
    [kind, at, name] = [child, next, `${name}.${next.name}`];
  }
  return path.length > 0 ? name : undefined;
}

/** Joins the lines of each paragraph. */
function tidy(comment: string): string {
  return comment
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replaceAll(/\s*\n\s*/g, " "))
    .join("\n\n");
}
