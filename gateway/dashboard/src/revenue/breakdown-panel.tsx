import { type BreakdownItem, RevenueService } from "@backroom/proto/revenue/v1/revenue_pb";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { ChartBar } from "lucide-react";
import { useStore } from "../api/use-store.ts";
import { type Bar, BarList } from "../chart/bar-list.tsx";
import { formatMoney } from "../format/money.ts";
import { formatPercent } from "../format/number.ts";
import { Change } from "../ui/change.tsx";
import { EmptyNotice, ErrorNotice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { placeErrors } from "./place-errors.ts";
import { dimensions, type Filter, type Question } from "./question.ts";
import { isCompared, toBreakdownRequest } from "./to-requests.ts";
import type { Ask } from "./use-question.ts";

interface Props {
  readonly question: Question;
  readonly ask: Ask;
}

const expectedLines = 14;
const choices = Object.entries(dimensions).map(([value, label]) => ({
  value: value as Question["breakdown"],
  label: `By ${label.toLowerCase()}`,
}));

/** What the revenue of the period is made of, with shares and changes. A click on a name shows only that. */
export function BreakdownPanel({ question, ask }: Props) {
  const { currency } = useStore();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    RevenueService.method.breakdownRevenue,
    toBreakdownRequest(question),
    { placeholderData: keepPreviousData },
  );
  const { breakdown } = question;
  const items = data?.items ?? [];
  const greatest = Math.max(...items.map(({ revenue }) => Math.abs(Number(revenue))), 0);
  const hasChange = isCompared(question) && question.compare !== "range";
  const bars = items.map((item): Bar => {
    const name = nameItem(item, breakdown);
    return {
      key: item.key,
      name,
      share: greatest === 0 ? 0 : Number(item.revenue) / greatest,
      figure: formatMoney(item.revenue, currency),
      rest: item.rest,
      extra: (
        <>
          <small>{item.share === undefined ? "–" : formatPercent(item.share)}</small>
          {hasChange && data?.previousTotal && <Change percent={item.changePercent} />}
        </>
      ),
      action: findAction(item, name, question, ask),
    };
  });
  return (
    <Panel
      title="Breakdown"
      class={`revenue-breakdown ${isPlaceholderData ? "stale" : ""}`}
      actions={
        <SelectField
          label="Break down by"
          value={breakdown}
          choices={choices}
          onChoice={(value) => ask({ breakdown: value, page: question.page })}
        />
      }
    >
      {error ? (
        Object.keys(placeErrors(error)).length === 0 && (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        )
      ) : !data ? (
        <Skeleton lines={expectedLines} />
      ) : items.length === 0 ? (
        <EmptyNotice icon={ChartBar} title="Nothing to break down." />
      ) : (
        <BarList label={`Revenue by ${breakdown}`} bars={bars} />
      )}
      {question.compare === "range" && (
        <small>Changes are shown here against the previous period or year only.</small>
      )}
      {data?.total && items.length > 0 && (
        <p class="breakdown-total">
          <span>Total</span>
          <b>{formatMoney(data.total.revenue, currency)}</b>
        </p>
      )}
    </Panel>
  );
}

const weekdayFormat = new Intl.DateTimeFormat(undefined, { weekday: "long", timeZone: "UTC" });

/** Names an item: weekdays in the reader's language, what is not listed in words. */
function nameItem({ key, name, rest }: BreakdownItem, breakdown: Question["breakdown"]): string {
  if (rest) return "All others";
  // 1 January 2024 was a Monday.
  if (breakdown === "weekday") return weekdayFormat.format(Date.UTC(2024, 0, Number(key)));
  return name;
}

/** What a click on an item does: it filters by it, where one can. */
function findAction(
  { key, rest }: BreakdownItem,
  name: string,
  { breakdown, filter }: Question,
  ask: Ask,
): Bar["action"] {
  if (rest || breakdown === "weekday" || breakdown === "hour") return undefined;
  const only: Partial<Filter> = { [breakdown]: [key] };
  return { label: `Show only ${name}`, run: () => ask({ filter: { ...filter, ...only } }) };
}
