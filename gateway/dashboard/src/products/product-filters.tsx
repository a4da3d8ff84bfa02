import type { Ref } from "preact";
import { firstPage } from "../api/page-of-list.ts";
import { useUrlState } from "../api/use-url-state.ts";
import { useCategories } from "../pickers/use-categories.ts";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { readFilter } from "./product-filter.ts";

/** Chooses which products are listed; every choice begins at the first page. */
export function ProductFilters({ search }: { search: Ref<HTMLInputElement> }) {
  const [state, setState] = useUrlState();
  const { q, categoryId, archived } = readFilter(state);
  const categories = useCategories();
  return (
    <search class="list-filters">
      <SearchField
        input={search}
        label="Search products"
        placeholder="Search name or SKU"
        text={q}
        onSearch={(text) => setState({ ...firstPage, q: text }, { replace: true })}
      />
      <select
        aria-label="Category"
        value={categoryId}
        onChange={({ currentTarget }) => setState({ ...firstPage, category: currentTarget.value })}
      >
        <option value="">All categories</option>
        {categories.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChoiceBar
        label="State"
        value={archived ? "archived" : "sale"}
        choices={[
          { value: "sale", label: "On sale" },
          { value: "archived", label: "Archived" },
        ]}
        onChoice={(choice) =>
          setState({ ...firstPage, archived: choice === "archived" ? "yes" : undefined })
        }
      />
    </search>
  );
}
