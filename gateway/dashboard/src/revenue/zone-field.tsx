import { useId, useState } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import { isZone } from "./is-zone.ts";

interface Props {
  /** Undefined for the shop's. */
  readonly zone: string | undefined;
  readonly storeTimeZone: string;
  readonly error?: string;
  readonly onZone: (zone: string | undefined) => void;
}

/** Chooses the zone of days and hours among all that there are, found by what is typed. */
export function ZoneField({ zone, storeTimeZone, error, onZone }: Props) {
  const listId = useId();
  const [typed, setTyped] = useState<string>();
  const [isOpened, setOpened] = useState(false);
  const take = (text: string) => {
    if (text === "") onZone(undefined);
    else if (isZone(text)) onZone(text === storeTimeZone ? undefined : text);
    else return setTyped(text);
    setTyped(undefined);
  };
  const wrong = typed !== undefined && typed !== "" && !isZone(typed);
  return (
    <Field
      label="Time zone"
      class="zone-field"
      error={error ?? (wrong && !isOpened ? "There is no zone of this name" : undefined)}
      hint={zone ? `The shop's is ${storeTimeZone}` : "The shop's own"}
    >
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            list={listId}
            autocomplete="off"
            spellcheck={false}
            placeholder={storeTimeZone}
            value={typed ?? zone ?? storeTimeZone}
            onFocus={({ currentTarget }) => {
              setOpened(true);
              currentTarget.select();
            }}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            onChange={({ currentTarget }) => take(currentTarget.value.trim())}
            onBlur={() => setOpened(false)}
          />
          <datalist id={listId}>
            {isOpened && listZones(storeTimeZone).map((name) => <option key={name} value={name} />)}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** All zones by name; UTC and the shop's are not always among those that the browser lists. */
function listZones(storeTimeZone: string): string[] {
  const names = new Set(["UTC", storeTimeZone, ...Intl.supportedValuesOf("timeZone")]);
  return [...names].sort();
}
