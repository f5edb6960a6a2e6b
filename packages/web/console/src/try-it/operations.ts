import {
  hasCredential,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
  type Text,
  text,
} from "@dingdan/contract";

export type TriedKey = OperationKeyWith<"access_token">;

/** All operations. */
export const ALL_KEYS = Object.keys(OPERATIONS) as OperationKey[];

/** The operations that take an app's access_token. */
export const TRIED_KEYS: readonly TriedKey[] = ALL_KEYS.filter((key) =>
  hasCredential(key, "access_token"),
);

/** Finds an operation by its key or its documented name, which logged requests use. */
export const triedKeyOf = (name: string | undefined): TriedKey | null =>
  TRIED_KEYS.find((key) => key === name || OPERATIONS[key].name === name) ?? null;

const GROUP_TEXTS: Readonly<Record<Operation["group"], Text>> = {
  "shopping-orders": text("Shopping orders", "购物订单"),
  "shipping-management": text("Shipping information management", "发货信息管理"),
  "service-provider": text("Service provider market", "服务市场"),
  "third-party": text("Third-party platforms", "第三方平台"),
  "access-token": text("Access tokens", "接口调用凭证"),
  "api-management": text("API management", "接口管理"),
};

export interface OperationGroup<Key extends OperationKey> {
  readonly title: Text;
  readonly keys: readonly Key[];
}

/** Operations by their product, in the order of {@link GROUP_TEXTS}. */
export const inGroups = <Key extends OperationKey>(keys: readonly Key[]): OperationGroup<Key>[] =>
  Object.entries(GROUP_TEXTS)
    .map(([group, title]) => ({
      title,
      keys: keys.filter((key) => OPERATIONS[key].group === group),
    }))
    .filter((group) => group.keys.length > 0);
