import { Component, type ReactNode } from "react";
import { ProblemAlert } from "../parts/problem-alert.js";

/** Contains an error of one page, so that the rest of the console keeps working. */
export class PageFence extends Component<
  { readonly children: ReactNode },
  { error: Error | null }
> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <ProblemAlert error={this.state.error} onRetry={() => location.reload()} />;
  }
}
