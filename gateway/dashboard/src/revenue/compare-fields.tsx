import { isHalfTyped } from "../period/calendar.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { ControlErrors } from "./place-errors.ts";
import { comparisons, type Question } from "./question.ts";
import type { Ask } from "./use-question.ts";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
  readonly errors: ControlErrors;
}

/** Chooses what revenue is compared with: nothing, what was before, or any other two days. */
export function CompareFields({ question, ask, errors }: Props) {
  const { compare, compareFrom, compareTo, period } = question;
  const setDay = (name: "compareFrom" | "compareTo", date: string) => {
    if (!isHalfTyped(date)) ask({ [name]: date || undefined });
  };
  const isOpen = !period.startDate || !period.endDate;
  return (
    <>
      <SelectField
        label="Compare with"
        value={compare}
        error={errors.compare}
        hint={isOpen && compare !== "none" ? "Needs a period with both dates" : undefined}
        choices={Object.entries(comparisons).map(([value, label]) => ({
          value: value as Question["compare"],
          label,
        }))}
        onChoice={(value) =>
          ask({ compare: value, ...(value === "range" && findYearBefore(question)) })
        }
      />
      {compare === "range" && (
        <>
          <TextField
            label="Compare from"
            type="date"
            value={compareFrom ?? ""}
            error={errors.compareFrom}
            onChange={({ currentTarget }) => setDay("compareFrom", currentTarget.value)}
          />
          <TextField
            label="Compare to"
            type="date"
            value={compareTo ?? ""}
            error={errors.compareTo}
            onChange={({ currentTarget }) => setDay("compareTo", currentTarget.value)}
          />
        </>
      )}
    </>
  );
}

/** Other dates to begin with: the same a year before. */
function findYearBefore({ period, compareFrom, compareTo }: Question): Partial<Question> {
  const { startDate, endDate } = period;
  if (!startDate || !endDate || (compareFrom && compareTo)) return {};
  const before = (date: string) =>
    `${Number(date.slice(0, 4)) - 1}${date.slice(4).replace("-02-29", "-02-28")}`;
  return { compareFrom: before(startDate), compareTo: before(endDate) };
}
