import { useStore } from "../api/use-store.ts";
import type { Period } from "../period/period.ts";
import { PeriodPicker } from "../period/period-picker.tsx";
import { type Choice, SelectField } from "../ui/select-field.tsx";
import { CompareFields } from "./compare-fields.tsx";
import { Filters } from "./filters.tsx";
import { countBuckets, type Grain, grains, isTooFine, maxBuckets } from "./grain.ts";
import { MoreOptions } from "./more-options.tsx";
import type { ControlErrors } from "./place-errors.ts";
import { defaultPeriod, type Question, segmentations, segmentLimits } from "./question.ts";
import type { Ask } from "./use-question.ts";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
  /** The period with its open ends closed, as far as they are known. */
  readonly extent: Period;
  /** The length of bucket that is shown. */
  readonly grain: Grain;
  readonly errors: ControlErrors;
}

/** Chooses what is asked for. */
export function Controls({ question, ask, extent, grain, errors }: Props) {
  const { timeZone } = useStore();
  const { segment, top } = question;
  return (
    <section class="panel explorer-controls" aria-label="What is shown">
      <div class="control-row">
        <PeriodPicker
          fallback={defaultPeriod}
          timeZone={question.zone ?? timeZone}
          errors={errors}
        />
        <SelectField
          label="Granularity"
          value={grain}
          error={errors.grain}
          choices={Object.entries(grains).map(([value, label]) =>
            describeGrain(value as Grain, label, extent),
          )}
          onChoice={(value) => ask({ grain: value })}
        />
        <CompareFields question={question} ask={ask} errors={errors} />
        <SelectField
          label="Segment by"
          value={segment}
          error={errors.segment}
          choices={toChoices(segmentations)}
          onChoice={(value) => ask({ segment: value, ...withoutSegmentSort(question) })}
        />
        {segment !== "none" && (
          <SelectField
            label="Segments"
            value={`${top}`}
            error={errors.top}
            choices={segmentLimits.map((limit) => ({ value: `${limit}`, label: `Top ${limit}` }))}
            onChoice={(value) => ask({ top: Number(value), ...withoutSegmentSort(question) })}
          />
        )}
      </div>
      <Filters question={question} ask={ask} errors={errors} />
      <MoreOptions question={question} ask={ask} errors={errors} />
    </section>
  );
}

/** Makes choices of names. */
function toChoices<T extends string>(names: Readonly<Record<T, string>>): Choice<T>[] {
  return Object.entries<string>(names).map(([value, label]) => ({ value: value as T, label }));
}

/** Says of a length of bucket why it cannot be chosen, if it cannot. */
function describeGrain(grain: Grain, name: string, extent: Period): Choice<Grain> {
  if (!isTooFine(extent, grain)) return { value: grain, label: name };
  const count = countBuckets(extent, grain)?.toLocaleString();
  const reason = `${count} are more than ${maxBuckets.toLocaleString()}`;
  return { value: grain, label: `${name} (${reason})`, disabled: true };
}

/** Other segments come in another order than those that the table was sorted by. */
function withoutSegmentSort({ sort }: Question): Partial<Question> {
  return sort.startsWith("segment.") ? { sort: "time", descending: false } : {};
}
