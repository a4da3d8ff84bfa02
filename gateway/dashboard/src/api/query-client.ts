import { Code, ConnectError } from "@connectrpc/connect";
import { QueryClient } from "@tanstack/react-query";
import { retryDelay } from "./retry-delay.ts";

const maxRetries = 2;
const passing: readonly Code[] = [Code.Unavailable, Code.ResourceExhausted, Code.DeadlineExceeded];

/** What answers are kept in and asked for again by. Only errors that may pass are retried. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: "always",
      retry: (failures, error) =>
        failures < maxRetries && passing.includes(ConnectError.from(error).code),
      retryDelay,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
