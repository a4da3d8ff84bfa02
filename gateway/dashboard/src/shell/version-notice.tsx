import { X } from "lucide-react";
import { isOutdated } from "../follow-builds.ts";
import { Button } from "../ui/button.tsx";

/** Says that the server has another version of the page. Nothing is loaded anew until somebody asks for it. */
export function VersionNotice() {
  if (!isOutdated.value) return null;
  return (
    <div class="toast">
      <span>A new version is here</span>
      <Button look="quiet" onClick={() => window.location.reload()}>
        Reload
      </Button>
      <Button
        look="quiet"
        icon={X}
        aria-label="Not now"
        title="Not now"
        onClick={() => {
          isOutdated.value = false;
        }}
      />
    </div>
  );
}
