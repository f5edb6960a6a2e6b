import {
  type ConsoleRole,
  type HttpOperation,
  includesRole,
  neededRole,
  type Text,
  text,
} from "@dingdan/contract";

export const ROLE_TEXTS: Readonly<Record<ConsoleRole, Text>> = {
  owner: text("Owner", "所有者"),
  operator: text("Operator", "运营"),
  read_only: text("Read-only", "只读"),
  merchant: text("Merchant", "商户"),
};

/** Whether a session with this role may make a call, as the contract says. */
export function mayCall(role: ConsoleRole, operation: HttpOperation): boolean {
  if (role === "merchant") return operation.merchant !== undefined;
  return includesRole(role, neededRole(operation));
}
