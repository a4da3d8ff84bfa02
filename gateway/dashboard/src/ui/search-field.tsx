import { type Ref, useEffect, useRef, useState } from "preact/compat";
import { useDebounced } from "../pickers/use-debounced.ts";

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  /** What is searched for now. */
  readonly text: string;
  /** Called when the typing rests. */
  readonly onSearch: (text: string) => void;
  readonly input?: Ref<HTMLInputElement>;
}

const maxLength = 100;
const restMs = 200;

/** Searches as it is typed. What is searched for by other means, as by Back, is shown too. */
export function SearchField({ label, placeholder, text, onSearch, input }: Props) {
  const [typed, setTyped] = useState(text);
  const settled = useDebounced(typed, restMs);
  const asked = useRef(text);
  useEffect(() => {
    if (text === asked.current) return;
    asked.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    const wanted = settled.trim();
    if (settled !== typed || wanted === asked.current) return;
    asked.current = wanted;
    onSearch(wanted);
  }, [settled]);
  return (
    <input
      ref={input}
      type="search"
      class="search-field"
      aria-label={label}
      placeholder={placeholder}
      aria-keyshortcuts="/"
      maxLength={maxLength}
      value={typed}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
