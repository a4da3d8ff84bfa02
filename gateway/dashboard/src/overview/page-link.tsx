import { ArrowRight } from "lucide-react";
import { Link } from "wouter";
import { useUrlState } from "../api/use-url-state.ts";

interface Props {
  /** The address of the page below `/dashboard`. */
  readonly path: string;
  readonly text: string;
  /** Further parameters of the address. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const kept = ["period", "from", "to"];

/** The way to the page that says more, in the same period. */
export function PageLink({ path, text, parameters = {} }: Props) {
  const [state] = useUrlState();
  const period = Object.entries(state).filter(([name]) => kept.includes(name));
  const search = new URLSearchParams([...period, ...Object.entries(parameters)]).toString();
  return (
    <Link class="page-link" href={search ? `${path}?${search}` : path}>
      {text}
      <ArrowRight size={14} aria-hidden="true" />
    </Link>
  );
}
