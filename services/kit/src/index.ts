export { ConfigReader, type Environment } from "./config.ts";
export { divideRounded, formatDecimal, parseDecimal } from "./decimal.ts";
export { Hint } from "./hint.ts";
export { createLog, type Logger } from "./log.ts";
export { type Page, type PageRequest, readPage, writeToken } from "./page.ts";
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
export {
  aborted,
  alreadyExists,
  failedPrecondition,
  invalidArgument,
  notFound,
  unavailable,
} from "./rpc/errors.ts";
export { routeBackends } from "./rpc/route-backends.ts";
export { validate } from "./rpc/validate.ts";
