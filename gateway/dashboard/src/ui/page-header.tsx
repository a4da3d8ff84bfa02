import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  /** A few words beneath it. */
  readonly text?: ComponentChildren;
  /** What can be done on the page. */
  readonly children?: ComponentChildren;
}

/** The head of a page: its title and what can be done there. */
export function PageHeader({ title, text, children }: Props) {
  return (
    <div class="page-header">
      <div>
        <h1>{title}</h1>
        {text && <p>{text}</p>}
      </div>
      {children && <div class="actions">{children}</div>}
    </div>
  );
}
