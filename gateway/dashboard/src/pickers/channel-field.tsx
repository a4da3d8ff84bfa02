import { useId } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import { useChannels } from "./use-channels.ts";

interface Props {
  readonly label?: string;
  readonly value: string;
  readonly error?: string;
  readonly onText: (text: string) => void;
}

/** A channel: one of those that were sold on, or another. */
export function ChannelField({ label = "Channel", value, error, onText }: Props) {
  const listId = useId();
  const channels = useChannels();
  return (
    <Field label={label} hint="Empty: default" error={error}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            name="channel"
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
