declare module "pg-copy-streams" {
  import type { Readable } from "node:stream";
  import type { Submittable } from "pg";

  const copy: {
    /** Makes a query that streams what COPY … TO STDOUT prints. */
    to(text: string): Readable & Submittable & { readonly rowCount: number };
  };
  export default copy;
}
