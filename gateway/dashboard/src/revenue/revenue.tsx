import { PageHeader } from "../ui/page-header.tsx";

/** The page Revenue. */
export default function Revenue() {
  return <PageHeader title="Revenue" />;
}
