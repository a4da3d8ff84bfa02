import { PageHeader } from "../ui/page-header.tsx";

/** The page Overview. */
export function Overview() {
  return <PageHeader title="Overview" />;
}
