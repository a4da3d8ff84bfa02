import type { Item } from "@backroom/proto/inventory/v1/inventory_pb";
import { PackagePlus } from "lucide-react";
import type { ComponentChildren } from "preact";
import { formatCount } from "../format/number.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ItemLink } from "./item-link.tsx";
import { countMissing, nameItem } from "./name-item.ts";

interface Props {
  readonly items: readonly Item[] | undefined;
  readonly isLowOnly: boolean;
  readonly empty: ComponentChildren;
  readonly onChange: (item: Item) => void;
}

/** Items of the stock, to open and to change. Those that are low say how much is missing. */
export function ItemTable({ items, isLowOnly, empty, onChange }: Props) {
  const columns: readonly Column<Item>[] = [
    {
      title: "Product",
      cell: (item) => (
        <span class="with-badge">
          <ItemLink id={item.id}>{nameItem(item)}</ItemLink>
          {item.lowStock && !isLowOnly && <Badge look="warning">Low</Badge>}
        </span>
      ),
    },
    { title: "Channel", cell: ({ channel }) => channel },
    { title: "Quantity", numeric: true, cell: ({ quantity }) => formatCount(quantity) },
    {
      title: "Reserved",
      numeric: true,
      minor: true,
      cell: ({ reserved }) => (reserved ? formatCount(reserved) : "–"),
    },
    {
      title: "Reorder level",
      numeric: true,
      minor: true,
      cell: ({ reorderLevel }) => formatCount(reorderLevel),
    },
    ...(isLowOnly
      ? [
          {
            title: "Missing",
            numeric: true,
            cell: (item: Item) => <strong>{formatCount(countMissing(item))}</strong>,
          },
        ]
      : []),
    {
      title: "Actions",
      head: <span class="sr-only">Actions</span>,
      cell: (item) => (
        <span class="row-actions">
          <Button
            look="quiet"
            icon={PackagePlus}
            aria-label={`Change stock of ${nameItem(item)} on ${item.channel}`}
            title="Change stock"
            onClick={() => onChange(item)}
          />
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={isLowOnly ? "Items that are low" : "Items"}
      class="item-table"
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      expectedRows={12}
      empty={empty}
    />
  );
}
