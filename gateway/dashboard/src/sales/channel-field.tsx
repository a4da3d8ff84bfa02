import { useId } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import type { Choice } from "../ui/select-field.tsx";

interface Props {
  readonly label?: string;
  readonly channels: readonly Choice[];
  readonly value: string;
  readonly error?: string;
  readonly onText: (text: string) => void;
}

/** A channel: one that there is, or a new one. */
export function ChannelField({ label = "Channel", channels, value, error, onText }: Props) {
  const listId = useId();
  return (
    <Field label={label} hint="Empty: default" error={error}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            autocomplete="off"
            maxLength={64}
            list={listId}
            placeholder="default"
            value={value}
            onInput={({ currentTarget }) => onText(currentTarget.value)}
          />
          <datalist id={listId}>
            {channels.map((channel) => (
              <option key={channel.value} value={channel.value} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
