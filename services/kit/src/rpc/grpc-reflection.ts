import { type DescFile, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Server } from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import type { BoundService } from "./bind-service.ts";

/** Gathers a file and all that it imports. */
function collect(file: DescFile, into: Map<string, Buffer>): void {
  if (into.has(file.proto.name)) return;
  into.set(file.proto.name, Buffer.from(toBinary(FileDescriptorProtoSchema, file.proto)));
  for (const dependency of file.dependencies) collect(dependency, into);
}

/** Lets tools ask a gRPC server which services it has, and of what shape. */
export function addReflection(server: Server, services: readonly BoundService[]): void {
  const files = new Map<string, Buffer>();
  for (const service of services) collect(service.desc.file, files);
  const fileDescriptorProtos = [...files.values()];
  const names = services.map((service) => service.desc.typeName);
  new ReflectionService(
    {
      [names[0] ?? ""]: {
        format: "Protocol Buffer 3 DescriptorProto",
        type: {},
        fileDescriptorProtos,
      },
    },
    { services: names },
  ).addToServer(server);
}
