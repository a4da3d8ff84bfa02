import { PageHeader } from "../ui/page-header.tsx";

/** The page Sales. */
export default function Sales() {
  return <PageHeader title="Sales" />;
}
