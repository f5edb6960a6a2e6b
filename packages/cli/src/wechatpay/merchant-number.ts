import { MCHID_PATTERN } from "@dingdan/contract";
import { UsageError } from "../errors.js";
import { WECHATPAY_TEXTS } from "./wechatpay-texts.js";

const MCHID = new RegExp(MCHID_PATTERN);

export const isMchid = (value: string): boolean => MCHID.test(value);

/** @throws UsageError; a path with `..` or an empty text in it would lead to another operation */
export function checkMchid(value: string): void {
  if (!isMchid(value)) throw new UsageError(WECHATPAY_TEXTS.noMchid(value));
}
