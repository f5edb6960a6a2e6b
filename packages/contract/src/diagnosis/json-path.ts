import { isObject, type Unchecked } from "../rules/limits.js";

/** The value at a path such as `order_list[0].item_list[2].name`; undefined if there is none. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const [, index, name] of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else
      value =
        isObject(value) && Object.hasOwn(value, name as string) ? value[name as string] : undefined;
  }
  return value;
}

/** The object that contains the member at a path; empty if there is none. */
export function parentAt(root: unknown, path: string): Unchecked {
  const parent = valueAt(root, parentPath(path));
  return isObject(parent) ? parent : {};
}

/** `order_list[0].name` → `order_list[0]`; `order_list[0]` → `order_list`. */
export const parentPath = (path: string): string => path.replace(/(?:^|\.)[^.[\]]+$|\[\d+\]$/, "");

/** `order_list[0].name` → `name`; `image_url[1]` → `image_url`. */
export const memberName = (path: string): string => /([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? "";

/** The path of another member of the same object. */
export function siblingPath(path: string, name: string): string {
  const parent = parentPath(path);
  return parent === "" ? name : `${parent}.${name}`;
}
