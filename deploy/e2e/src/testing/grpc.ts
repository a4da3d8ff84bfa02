import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { backroom } from "./backroom.ts";
import { rpcName, type ServiceName } from "./connect.ts";
import type { Json } from "./rest.ts";

const buf = fileURLToPath(new URL("../../../../node_modules/.bin/buf", import.meta.url));
const run = promisify(execFile);

/** Runs `buf curl` against the gRPC listener of a service; fails with what it printed. */
export async function bufCurl(
  service: ServiceName,
  path: string,
  args: readonly string[],
  token: string = backroom.internalToken,
): Promise<string> {
  const { grpc } = backroom;
  const address = grpc[service === "revenue" ? "sales" : service];
  const { stdout } = await run(buf, [
    "curl",
    "--protocol",
    "grpc",
    "--http2-prior-knowledge",
    ...(token ? ["-H", `authorization: Bearer ${token}`] : []),
    ...args,
    `http://${address}${path}`,
  ]);
  return stdout;
}

/** Calls an rpc over gRPC, the way anybody inside can, finding its schema by reflection. */
export async function grpc(service: ServiceName, rpc: string, request: unknown): Promise<Json> {
  const path = `/${rpcName(service, rpc)}`;
  return JSON.parse(await bufCurl(service, path, ["-d", JSON.stringify(request)]));
}
