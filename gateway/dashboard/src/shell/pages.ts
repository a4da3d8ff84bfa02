import {
  Boxes,
  ChartLine,
  LayoutDashboard,
  type LucideIcon,
  ReceiptText,
  Tags,
} from "lucide-react";
import { type ComponentType, lazy } from "preact/compat";
import { Overview } from "../overview/overview.tsx";

/** A page of the dashboard. */
export interface Page {
  /** Its address below `/dashboard`. */
  readonly path: string;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly view: ComponentType;
}

/** All pages, in the order of the navigation. Only the first comes with the first view. */
export const pages: readonly Page[] = [
  { path: "/", title: "Overview", icon: LayoutDashboard, view: Overview },
  {
    path: "/revenue",
    title: "Revenue",
    icon: ChartLine,
    view: lazy(() => import("../revenue/revenue.tsx")),
  },
  {
    path: "/sales",
    title: "Sales",
    icon: ReceiptText,
    view: lazy(() => import("../sales/sales.tsx")),
  },
  {
    path: "/products",
    title: "Products",
    icon: Tags,
    view: lazy(() => import("../products/products.tsx")),
  },
  {
    path: "/inventory",
    title: "Inventory",
    icon: Boxes,
    view: lazy(() => import("../inventory/inventory.tsx")),
  },
];
