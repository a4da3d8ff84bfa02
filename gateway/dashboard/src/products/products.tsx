import { PageHeader } from "../ui/page-header.tsx";

/** The page Products. */
export default function Products() {
  return <PageHeader title="Products" />;
}
