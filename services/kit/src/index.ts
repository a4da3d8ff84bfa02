export { Chance } from "./chance.ts";
export { migrateClickhouse } from "./clickhouse/migrate-clickhouse.ts";
export { type Clickhouse, openClickhouse } from "./clickhouse/open-clickhouse.ts";
export type { RowReader, Select } from "./clickhouse/row-reader.ts";
export { ConfigReader, type Environment } from "./config.ts";
export { divideRounded, formatDecimal, parseDecimal } from "./decimal.ts";
export { Hint } from "./hint.ts";
export { createLog, type Logger } from "./log.ts";
export { LossLog } from "./outage/loss-log.ts";
export { OutageWatch } from "./outage/outage-watch.ts";
export { cutPage, type Page, type PageFields, readPage } from "./page.ts";
export { listenForChanges } from "./postgres/listen-for-changes.ts";
export { migratePostgres, openOrm } from "./postgres/open-orm.ts";
export { forgetResults, idempotencyKeyTable, rememberResult } from "./postgres/remember-result.ts";
export { type WatchedPostgres, watchPostgres } from "./postgres/watch-postgres.ts";
export { repeat } from "./repeat.ts";
export { type BoundService, bindService } from "./rpc/bind-service.ts";
export type {
  Backend,
  CallContext,
  Caller,
  ClientStreamHandler,
  Handlers,
  ServerStreamHandler,
  UnaryHandler,
} from "./rpc/call.ts";
export { createCallMetrics, toConnectError } from "./rpc/call-outcome.ts";
export { createContext } from "./rpc/create-context.ts";
export { dialGrpc } from "./rpc/dial-grpc.ts";
export { dialWatched } from "./rpc/dial-watched.ts";
export {
  aborted,
  alreadyExists,
  failedPrecondition,
  invalidArgument,
  notFound,
  outOfRange,
  resourceExhausted,
  unavailable,
} from "./rpc/errors.ts";
export { limitStreams } from "./rpc/limit-streams.ts";
export { type FieldViolation, listViolations } from "./rpc/list-violations.ts";
export { type ListenConfig, readListen, readTrust, type TrustConfig } from "./rpc/listen-config.ts";
export { routeBackends } from "./rpc/route-backends.ts";
export { type ServeOptions, serveGrpc } from "./rpc/serve-grpc.ts";
export { validate } from "./rpc/validate.ts";
export { type App, drainMs, type Running, runProcess } from "./run-process.ts";
export { Turns } from "./turns.ts";
