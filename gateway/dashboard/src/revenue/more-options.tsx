import { SlidersHorizontal } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { SelectField } from "../ui/select-field.tsx";
import type { ControlErrors } from "./place-errors.ts";
import { midnight, type Question, weekdays } from "./question.ts";
import type { Ask } from "./use-question.ts";
import { ZoneField } from "./zone-field.tsx";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
  readonly errors: ControlErrors;
}

const quarters = Array.from({ length: 96 }, (_, i) => {
  const [hour, minute] = [Math.floor(i / 4), (i % 4) * 15];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
});

/** Chooses what is rarely changed: the zone, and when weeks and days begin. It is open when any was. */
export function MoreOptions({ question, ask, errors }: Props) {
  const { timeZone } = useStore();
  const { zone, weekStart, dayStart } = question;
  const isOpen =
    zone !== undefined ||
    weekStart !== "monday" ||
    dayStart !== midnight ||
    Boolean(errors.zone ?? errors.weekStart ?? errors.dayStart);
  return (
    <details class="more" open={isOpen}>
      <summary>
        <SlidersHorizontal size={16} aria-hidden="true" />
        More
      </summary>
      <div class="control-row">
        <ZoneField
          zone={zone}
          storeTimeZone={timeZone}
          error={errors.zone}
          onZone={(value) => ask({ zone: value })}
        />
        <SelectField
          label="Weeks begin on"
          value={weekStart}
          error={errors.weekStart}
          choices={Object.entries(weekdays).map(([value, label]) => ({
            value: value as Question["weekStart"],
            label,
          }))}
          onChoice={(value) => ask({ weekStart: value })}
        />
        <SelectField
          label="Days begin at"
          value={dayStart}
          error={errors.dayStart}
          choices={quarters.map((value) => ({ value, label: value }))}
          onChoice={(value) => ask({ dayStart: value })}
        />
      </div>
    </details>
  );
}
