import { useEffect, useRef, useState } from "preact/hooks";
import { firstPage } from "../api/page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { useDebounced } from "../pickers/use-debounced.ts";
import { TextField } from "../ui/text-field.tsx";

const delayMs = 300;

/** Filters by an order or receipt, a moment after it was typed. */
export function OrderFilter({ order }: { order: string }) {
  const [, setState] = useUrlState();
  const [text, setText] = useState(order);
  const known = useRef(order);
  const typed = useDebounced(text.trim(), delayMs);
  useEffect(() => {
    if (order === known.current) return;
    known.current = order;
    setText(order);
  }, [order]);
  useEffect(() => {
    if (typed === known.current) return;
    known.current = typed;
    setState({ ...firstPage, order: typed }, { replace: true });
  }, [typed]);
  return (
    <TextField
      label="Order"
      type="search"
      placeholder="Exact reference"
      maxLength={100}
      value={text}
      onText={setText}
    />
  );
}
