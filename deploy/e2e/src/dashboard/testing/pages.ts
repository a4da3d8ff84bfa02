/** The pages of the dashboard by their paths below `/dashboard`, in the order of the navigation. */
export const pages = [
  { path: "/", title: "Overview" },
  { path: "/revenue", title: "Revenue" },
  { path: "/sales", title: "Sales" },
  { path: "/products", title: "Products" },
  { path: "/inventory", title: "Inventory" },
] as const;
