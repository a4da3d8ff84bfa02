import { useEffect, useMemo } from "preact/hooks";
import { useLocation } from "wouter";
import { useStore } from "../api/use-store.ts";
import { useUrlState } from "../api/use-url-state.ts";
import type { Question } from "./question.ts";
import { readQuestion } from "./read-question.ts";
import { writeQuestion } from "./write-question.ts";

/** Changes some of what is asked for. The table begins at its first page again, unless that is the change. */
export type Ask = (changes: Partial<Question>) => void;

/** What the address asks for, and a way to ask for something else. An address with mistakes is corrected. */
export function useQuestion(): [Question, Ask] {
  const { timeZone } = useStore();
  const [state] = useUrlState();
  const [path, navigate] = useLocation();
  const search = window.location.search.slice(1);
  const read = readQuestion(state, timeZone);
  const { startDate, endDate } = read.period; // Those of a named period are others tomorrow.
  const question = useMemo(() => read, [search, timeZone, startDate, endDate]);
  const correct = writeQuestion(question);
  useEffect(() => {
    if (search !== correct) navigate(correct ? `${path}?${correct}` : path, { replace: true });
  }, [search, correct]);
  const ask: Ask = (changes) => {
    const text = writeQuestion({ ...question, page: 1, ...changes });
    navigate(text ? `${path}?${text}` : path);
  };
  return [question, ask];
}
