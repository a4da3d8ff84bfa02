import { useId } from "preact/hooks";
import { useChannels } from "../pickers/use-channels.ts";
import { Field } from "../ui/field.tsx";

interface Props {
  readonly value: string;
  readonly error?: string;
  readonly onText: (text: string) => void;
}

/** A channel: one of those that were sold on, or another. */
export function ChannelField({ value, error, onText }: Props) {
  const listId = useId();
  const channels = useChannels();
  return (
    <Field label="Channel" hint="Left empty it is the channel “default”" error={error}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            name="channel"
            list={listId}
            autocomplete="off"
            maxLength={64}
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
