import type { Period, Preset } from "../period/period.ts";
import type { Grain } from "./grain.ts";

/** What revenue is compared with, as it is written in addresses, and what it is called. */
export const comparisons = {
  none: "Nothing",
  period: "Previous period",
  year: "Previous year",
  range: "Other dates",
} as const;

/** What the buckets are split by. */
export const segmentations = {
  none: "Nothing",
  channel: "Channel",
  category: "Category",
  product: "Product",
} as const;

/** What the breakdown tells apart. */
export const dimensions = {
  product: "Product",
  category: "Category",
  channel: "Channel",
  weekday: "Weekday",
  hour: "Hour",
} as const;

/** The kinds of entries of the ledger. */
export const kinds = { sale: "Sales", refund: "Refunds", void: "Voids" } as const;

/** The days that a week can begin on. */
export const weekdays = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
} as const;

/** How the buckets are drawn. */
export const chartForms = { lines: "Lines", bars: "Bars", cumulative: "Cumulative" } as const;

/** How many segments there may be before the rest. */
export const segmentLimits = [3, 5, 7, 20, 50] as const;

/** The products, categories, channels and kinds that are asked about; of an empty list all. */
export interface Filter {
  /** Ids. */
  readonly product: readonly string[];
  /** Ids. */
  readonly category: readonly string[];
  readonly channel: readonly string[];
  readonly kind: readonly (keyof typeof kinds)[];
}

/** All that the explorer shows by choice: what its address says. */
export interface Question {
  readonly period: Period & { readonly preset?: Preset };
  /** Undefined when the length of the period chooses it. */
  readonly grain: Grain | undefined;
  /** Undefined for the shop's. */
  readonly zone: string | undefined;
  readonly weekStart: keyof typeof weekdays;
  /** The time of the local clock at which days begin, HH:MM. */
  readonly dayStart: string;
  readonly compare: keyof typeof comparisons;
  /** The other dates, when they are what it is compared with. */
  readonly compareFrom: string | undefined;
  readonly compareTo: string | undefined;
  readonly filter: Filter;
  readonly segment: keyof typeof segmentations;
  readonly top: number;
  readonly chart: keyof typeof chartForms;
  readonly breakdown: keyof typeof dimensions;
  /** The column that the table is sorted by. */
  readonly sort: string;
  readonly descending: boolean;
  /** The page of the table, from 1. */
  readonly page: number;
}

/** The period of an address that names none. */
export const defaultPeriod: Preset = "90d";
/** What the table is sorted by when the address does not say. */
export const defaultSort = "time";
/** How many segments there are when the address does not say. */
export const defaultTop = 5;
/** When days begin when the address does not say. */
export const midnight = "00:00";
