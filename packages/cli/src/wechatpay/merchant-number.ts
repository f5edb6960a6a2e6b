import { isMchid } from "@dingdan/contract";
import { UsageError } from "../errors.js";
import { WECHATPAY_TEXTS } from "./wechatpay-texts.js";

/** @throws UsageError; a path with `..` or an empty text in it would lead to another operation */
export function checkMchid(value: string): void {
  if (!isMchid(value)) throw new UsageError(WECHATPAY_TEXTS.noMchid(value));
}
