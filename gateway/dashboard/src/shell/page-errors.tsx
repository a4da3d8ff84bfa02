import { Component, type ComponentChildren } from "preact";
import { ErrorNotice } from "../ui/notice.tsx";

interface State {
  readonly error?: unknown;
}

/** Shows what a page has failed with, instead of the page; the navigation stays. */
export class PageErrors extends Component<{ children: ComponentChildren }, State> {
  override state: State = {};

  static override getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: undefined })} />
    );
  }
}
