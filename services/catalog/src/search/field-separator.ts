/** What separates the name and the SKU in the column `search`; a text that holds it could span the two. */
export const fieldSeparator = "\u0001";
