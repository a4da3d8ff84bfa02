import { WifiOff } from "lucide-react";
import { lostSince, retry } from "../api/connection.ts";
import { useStore } from "../api/use-store.ts";
import { formatTime } from "../format/date.ts";
import { Button } from "../ui/button.tsx";

/** Says since when there is no connection; it is tried again all the while. */
export function ConnectionBanner() {
  const { timeZone } = useStore();
  const since = lostSince.value;
  return (
    <div role="status">
      {since && (
        <div class="banner warning">
          <WifiOff size={18} aria-hidden="true" />
          <p>
            No connection since {formatTime(since, timeZone)}. What you see is as it was then;
            trying again.
          </p>
          <Button onClick={() => void retry()}>Try now</Button>
        </div>
      )}
    </div>
  );
}
