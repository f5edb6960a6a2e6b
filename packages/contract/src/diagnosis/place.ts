import { isObject } from "../rules/limits.js";
import { memberName, parentPath, valueAt } from "./json-path.js";

/** An object of a body that is changed in place. */
export type Changeable = Record<string, unknown>;

/** The place of a member in a body that is changed there. */
export interface Place {
  /** The value; undefined if the member is absent. */
  readonly value: unknown;
  /** The object around the member; null for an entry of a list and for the body itself. */
  readonly owner: Changeable | null;
  readonly name: string;
  /** Replaces the value; false if the object or the list around it is missing. */
  readonly set: (value: unknown) => boolean;
}

/** The place that a path names: `order_list[0].item_list[2].name`. */
export function placeAt(body: Changeable, path: string): Place {
  const parent: unknown = valueAt(body, parentPath(path));
  const index = /\[(\d+)\]$/.exec(path)?.[1];
  const name = index === undefined ? memberName(path) : "";
  const owner: Changeable | null =
    index === undefined && path !== "" && isObject(parent) ? parent : null;
  return {
    value: valueAt(body, path),
    owner,
    name,
    set(value) {
      if (index !== undefined && Array.isArray(parent)) parent[Number(index)] = value;
      else if (owner !== null) owner[name] = value;
      else return false;
      return true;
    },
  };
}

/** Gives a member another name, at the place of the old one; an absent name is added at the end. */
export function rename(owner: Changeable, from: string, to: string): boolean {
  if (!Object.hasOwn(owner, from)) return false;
  const members = Object.entries(owner).filter(([name]) => name !== to);
  for (const name of Object.keys(owner)) delete owner[name];
  for (const [name, value] of members) owner[name === from ? to : name] = value;
  return true;
}
