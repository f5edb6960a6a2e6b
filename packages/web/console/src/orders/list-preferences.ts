import { isObject } from "@dingdan/contract";
import { useState } from "react";
import { readStoredJson, writeStored } from "../preferences/stored.js";
import { ORDER_COLUMNS, type OrderColumn, USUAL_COLUMNS } from "./column-names.js";

/** A search that a user has saved under a name. */
export interface SavedSearch {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** How a user wants to see the list of orders. This browser keeps it. */
export interface ListPreferences {
  readonly columns: readonly OrderColumn[];
  readonly hasPictures: boolean;
  readonly searches: readonly SavedSearch[];
}

const NAME = "orders";
const USUAL: ListPreferences = { columns: USUAL_COLUMNS, hasPictures: true, searches: [] };

/** How many searches a browser keeps. */
export const SEARCHES_MAX = 20;

/** The preferences of the list, and a function that changes and keeps them. */
export function useListPreferences() {
  const [preferences, setPreferences] = useState(() => preferencesOf(readStoredJson(NAME)));
  const change = (changes: Partial<ListPreferences>) => {
    const changed = { ...preferences, ...changes };
    writeStored(NAME, JSON.stringify(changed));
    setPreferences(changed);
  };
  return [preferences, change] as const;
}

/** What is stored may be of another version: what cannot be used has its usual value. */
export function preferencesOf(stored: unknown): ListPreferences {
  if (!isObject(stored)) return USUAL;
  const { columns, hasPictures, searches } = stored;
  const known = Array.isArray(columns) ? ORDER_COLUMNS.filter((key) => columns.includes(key)) : [];
  return {
    columns: known.length === 0 ? USUAL.columns : known,
    hasPictures: typeof hasPictures === "boolean" ? hasPictures : USUAL.hasPictures,
    searches: Array.isArray(searches) ? searches.filter(isSearch).slice(0, SEARCHES_MAX) : [],
  };
}

const isSearch = (value: unknown): value is SavedSearch =>
  isObject(value) &&
  typeof value["name"] === "string" &&
  isObject(value["filters"]) &&
  Object.values(value["filters"]).every((filter) => typeof filter === "string");
