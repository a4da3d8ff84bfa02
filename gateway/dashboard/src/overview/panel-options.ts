import { keepPreviousData } from "@tanstack/react-query";

const retryMs = 5_000;

/** How the panels ask: what they show stays until the new is there, and what failed is asked for again. */
export const panelOptions = {
  placeholderData: keepPreviousData,
  refetchInterval: ({ state }: { state: { status: string } }) =>
    state.status === "error" ? retryMs : false,
} as const;
