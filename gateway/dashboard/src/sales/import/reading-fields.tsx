import type { DateFormat, Encoding, Reading } from "@backroom/import/sales-file";
import { useStore } from "../../api/use-store.ts";
import { ChannelField } from "../../pickers/channel-field.tsx";
import { type Choice, SelectField } from "../../ui/select-field.tsx";

const dateFormats: readonly Choice<DateFormat>[] = [
  { value: "iso", label: "2025-05-18" },
  { value: "dmy", label: "18.5.2025 (day first)" },
  { value: "mdy", label: "5/18/2025 (month first)" },
  { value: "ymd", label: "2025/5/18 (year first)" },
];
const decimals: readonly Choice<"" | "point" | "comma">[] = [
  { value: "", label: "1.50 (refuse doubt)" },
  { value: "point", label: "1,000.50 (point)" },
  { value: "comma", label: "1.000,50 (comma)" },
];
const encodings: readonly Choice<Encoding>[] = [
  { value: "utf-8", label: "UTF-8" },
  { value: "windows-1252", label: "Windows-1252 (Latin-1)" },
];

interface Props {
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
}

/** Says how the file is written: what cannot be read in one way only is refused, never guessed. */
export function ReadingFields({ reading, onReading }: Props) {
  const { timeZone } = useStore();
  const { rules } = reading;
  const setRules = (change: Partial<Reading["rules"]>) =>
    onReading({ ...reading, rules: { ...rules, ...change } });
  return (
    <fieldset class="reading-fields">
      <legend class="sr-only">How the file is written</legend>
      <SelectField
        label="Dates"
        value={rules.dateFormat}
        choices={dateFormats}
        hint={`In ${timeZone} unless they say`}
        onChoice={(dateFormat) => setRules({ dateFormat })}
      />
      <SelectField
        label="Decimal sign"
        value={rules.decimal ?? ""}
        choices={decimals}
        onChoice={(decimal) => setRules({ decimal: decimal || undefined })}
      />
      <SelectField
        label="Encoding"
        value={reading.encoding}
        choices={encodings}
        onChoice={(encoding) => onReading({ ...reading, encoding })}
      />
      <ChannelField
        label="Channel of rows without one"
        value={rules.channel === "default" ? "" : rules.channel}
        onText={(channel) => setRules({ channel: channel.trim() || "default" })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={rules.isRounding}
          onChange={({ currentTarget }) => setRules({ isRounding: currentTarget.checked })}
        />
        Round to four digits
      </label>
    </fieldset>
  );
}
