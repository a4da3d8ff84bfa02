import type { DescService } from "@bufbuild/protobuf";
import { createConnectQueryKey } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";

/** A way to ask again for everything that is shown of a service, after something was changed. */
export function useRefresh(service: DescService): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    // Pages that are not open show some of it, too, such as names: they ask again when they are.
    void client.invalidateQueries({ refetchType: "none" });
    return client.invalidateQueries({
      queryKey: createConnectQueryKey({ schema: service, cardinality: undefined }),
    });
  };
}
