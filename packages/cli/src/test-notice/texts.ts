import { text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan pay FILE --notify`. */
export const TEXTS = {
  accepted: (answer: string) => text(`accepted: ${answer}`, `已接受：${answer}`),
  refused: (answer: string) => text(`refused: ${answer}`, `已拒绝：${answer}`),
  notAccepted: (answer: string) => text(`not accepted: ${answer}`, `未接受：${answer}`),
  notRefused: (answer: string) =>
    text(`must be refused, but was not: ${answer}`, `应拒绝而未拒绝：${answer}`),
  answered: (status: number, ms: number) =>
    text(`HTTP ${status} in ${ms} ms`, `HTTP ${status}，用时 ${ms} 毫秒`),
  faults: {
    timeout: (ms: number) => text(`no answer within ${ms} ms`, `${ms} 毫秒内无应答`),
    unreachable: (ms: number) => text(`no connection (${ms} ms)`, `无法连接（${ms} 毫秒）`),
    address_refused: (ms: number) => text(`not called (${ms} ms)`, `未发送（${ms} 毫秒）`),
  },
  label: {
    sent: text("notice", "通知"),
    to: text("sent to", "发送至"),
    first: text("first of the two", "第一次发送"),
    body: text("answer", "应答正文"),
    next: text("then", "后续"),
    apiV3Key: text("APIv3 key", "APIv3 密钥"),
    publicKey: text("public key", "微信支付公钥"),
    nextPublicKey: text("second public key", "第二个公钥"),
  },
  keys: {
    title: (mchid: string) =>
      text(
        `Test keys of the merchant number ${mchid}, for this sandbox alone`,
        `商户号 ${mchid} 的测试密钥（仅用于本沙箱）`,
      ),
    isNew: text(
      "The sandbox has just made them, so the receiver does not know them yet. Give them to it and run the command again.",
      "密钥刚刚生成，接收端尚不知晓。请配置到接收端后再次运行该命令。",
    ),
    second: text(
      "The second key signs --kind second_key: a receiver must know both during a change of keys.",
      "第二个公钥用于 --kind second_key：更换密钥期间接收端须同时认可两个公钥。",
    ),
  },
  noMchid: (name: string): Problem => ({
    message: text(`${name} names no merchant number`, `${name} 中没有商户号`),
    hint: text(
      "add mchid (sp_mchid in provider mode, combine_mchid of a combined payment), or use --mchid",
      "请补充 mchid（服务商模式为 sp_mchid，合单为 combine_mchid），或使用 --mchid 指定",
    ),
  }),
  noBatch: (flag: string): Problem => ({
    message: text(`${flag} is not for notices`, `${flag} 不适用于发送通知`),
    hint: text("a notice is about one payment: omit it", "一次发送一笔支付的通知，请去掉该选项"),
  }),
  needsNotify: (flag: string): Problem => ({
    message: text(`${flag} requires --notify`, `${flag} 需与 --notify 一起使用`),
    hint: text("add --notify with the address of the receiver", "请用 --notify 指定接收地址"),
  }),
} as const;
