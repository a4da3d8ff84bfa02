export { migrateClickhouse } from "./clickhouse/migrate-clickhouse.ts";
export { openClickhouse } from "./clickhouse/open-clickhouse.ts";
export { ConfigReader, type Environment } from "./config.ts";
export { divideRounded, formatDecimal, parseDecimal } from "./decimal.ts";
export { Hint } from "./hint.ts";
export { createLog, type Logger } from "./log.ts";
export { cutPage, type Page, type PageFields, readPage } from "./page.ts";
export { migratePostgres, type OrmOptions, openOrm } from "./postgres/open-orm.ts";
export { forgetResults, idempotencyKeyTable, rememberResult } from "./postgres/remember-result.ts";
export { type BoundService, bindService, type ChainOptions } from "./rpc/bind-service.ts";
export type {
  Backend,
  CallContext,
  Caller,
  Handlers,
  ServerStreamHandler,
  UnaryHandler,
} from "./rpc/call.ts";
export { type CallMetrics, createCallMetrics, toConnectError } from "./rpc/call-outcome.ts";
export { type ContextInit, createContext } from "./rpc/create-context.ts";
export { type DialOptions, dialGrpc, type GrpcChannel } from "./rpc/dial-grpc.ts";
export {
  aborted,
  alreadyExists,
  failedPrecondition,
  invalidArgument,
  notFound,
  unavailable,
} from "./rpc/errors.ts";
export { type ListenConfig, readListen, readTrust, type TrustConfig } from "./rpc/listen-config.ts";
export { routeBackends } from "./rpc/route-backends.ts";
export { type GrpcServer, type ServeOptions, serveGrpc } from "./rpc/serve-grpc.ts";
export { validate } from "./rpc/validate.ts";
export { type App, type Running, runProcess } from "./run-process.ts";
