import { PageHeader } from "../ui/page-header.tsx";

/** The page Inventory. */
export default function Inventory() {
  return <PageHeader title="Inventory" />;
}
