import { firstPage } from "../api/page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { isHalfTyped } from "./calendar.ts";
import { type Preset, presets } from "./period.ts";
import { usePeriod } from "./use-period.ts";

const custom = "custom";

interface Props {
  /** The period of an address that names none. */
  readonly fallback: Preset;
  readonly timeZone?: string;
  /** What is wrong with its days. */
  readonly errors?: { readonly from?: string; readonly to?: string };
}

/** Chooses the period of a page: one with a name, or any two days. It is kept in the address. */
export function PeriodPicker({ fallback, timeZone, errors }: Props) {
  const [, setState] = useUrlState();
  const { preset, startDate = "", endDate = "" } = usePeriod(fallback, timeZone);
  const setDays = (from: string, to: string) => {
    if (isHalfTyped(from) || isHalfTyped(to)) return;
    setState({ ...firstPage, period: from || to ? undefined : "all", from, to });
  };
  return (
    <div class="period-picker">
      <SelectField
        label="Period"
        value={preset ?? custom}
        choices={[
          ...Object.entries(presets).map(([value, label]) => ({ value, label })),
          { value: custom, label: "Own dates" },
        ]}
        onChoice={(value) => {
          if (value === custom) setDays(startDate, endDate);
          else setState({ ...firstPage, period: value, from: undefined, to: undefined });
        }}
      />
      <TextField
        label="From"
        type="date"
        error={errors?.from}
        value={startDate}
        max={endDate || undefined}
        onChange={({ currentTarget }) => setDays(currentTarget.value, endDate)}
      />
      <TextField
        label="To"
        type="date"
        error={errors?.to}
        value={endDate}
        min={startDate || undefined}
        onChange={({ currentTarget }) => setDays(startDate, currentTarget.value)}
      />
    </div>
  );
}
