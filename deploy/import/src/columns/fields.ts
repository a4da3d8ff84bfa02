/** What a file holds. */
export type FileKind = "products" | "stock" | "sales";

/** The kinds of file, in the order in which they are loaded. */
export const fileKinds: readonly FileKind[] = ["products", "stock", "sales"];

const sku = [
  "sku",
  "productsku",
  "itemsku",
  "stockcode",
  "productcode",
  "itemcode",
  "article",
  "articlenumber",
  "lineitemsku",
];
const productId = ["productid"];
const channel = ["channel", "saleschannel", "marketplace", "store", "location", "warehouse"];

/**
 * The fields of each kind of file, and the column names each is found under, best first. Names
 * are compared without regard to case, spaces and signs: `Sale Date`, `sale_date` and `SaleDate`
 * are one. The name in a sales file is for products that --create-products makes.
 */
export const fieldsOf = {
  products: {
    sku,
    name: ["name", "productname", "title", "product", "itemname", "item"],
    description: ["description", "productdescription", "details", "quantityperunit"],
    category: ["category", "categoryname", "productcategory", "producttype"],
    price: ["price", "unitprice", "listprice", "retailprice"],
  },
  stock: {
    sku,
    product_id: productId,
    channel,
    quantity: ["quantity", "qty", "stock", "onhand", "instock", "unitsinstock", "quantityonhand"],
    reorder_level: ["reorderlevel", "reorderpoint", "minimumstock", "minstock", "threshold"],
  },
  sales: {
    order_ref: [
      "orderref",
      "orderid",
      "ordernumber",
      "orderno",
      "order",
      "invoiceno",
      "invoice",
      "receipt",
    ],
    sku,
    product_id: productId,
    channel,
    name: ["productname", "itemname", "lineitemname", "description", "productdescription"],
    quantity: ["quantity", "qty", "units", "unitssold", "pieces", "lineitemquantity"],
    price: ["price", "unitprice", "lineitemprice"],
    total_amount: ["totalamount", "total", "linetotal", "amount", "netamount", "revenue"],
    sale_date: [
      "saledate",
      "date",
      "orderdate",
      "invoicedate",
      "soldat",
      "datetime",
      "timestamp",
      "createdat",
    ],
  },
} as const satisfies Record<FileKind, Record<string, readonly string[]>>;

/** Fields that a file must have; of those in one list, one is enough. */
export const requiredFields: Record<FileKind, readonly (readonly string[])[]> = {
  products: [["sku"], ["name"], ["category"], ["price"]],
  stock: [["sku", "product_id"], ["quantity"]],
  sales: [["sku", "product_id"], ["quantity"], ["sale_date"]],
};
