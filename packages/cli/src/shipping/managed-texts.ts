import { type Text, text, type UnmanagedReasonName } from "@dingdan/contract";

/** Whether a recorded payment is under shipping information management, in words. */
export const MANAGED_TEXTS = {
  managed: (from: string) =>
    text(
      `under shipping information management: calls find it from ${from}`,
      `已纳入发货信息管理：接口自 ${from} 起可查`,
    ),
  unmanaged: (reason: Text) =>
    text(
      `not under shipping information management: ${reason.en}; calls return 10060001`,
      `未纳入发货信息管理：${reason.zh}；接口返回 10060001`,
    ),
} as const;

/** What to do about a payment that is not under management. */
export const UNMANAGED_NEXT: Readonly<Record<UnmanagedReasonName, Text>> = {
  not_admitted: text(
    "run `dingdan app shipping APPID --admitted on`, then record a new payment",
    "请运行 `dingdan app shipping APPID --admitted on`，再记录一笔新的支付",
  ),
  not_managed: text(
    "run `dingdan app shipping APPID --managed on`, then record a new payment",
    "请运行 `dingdan app shipping APPID --managed on`，再记录一笔新的支付",
  ),
  before_authorization: text(
    "it needs no shipping information, as its money was never frozen; `dingdan app shipping APPID` shows the time of the authorisation",
    "此类支付资金从未冻结，无需上传发货信息；`dingdan app shipping APPID` 可查看授权时间",
  ),
  devtools_payment: text(
    'pay on a phone; in a file, leave out "source": "devtools"',
    '请在真机上支付；在文件中请去掉 "source": "devtools"',
  ),
  not_mini_program: text(
    'only payments made in the mini program are managed; in a file, leave out "source": "other"',
    '仅小程序内的支付纳入管理；在文件中请去掉 "source": "other"',
  ),
  foreign_currency: text("only payments in CNY are managed", "仅人民币支付纳入管理"),
};
