import { text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

const NOTHING_ERASED = text("nothing was erased", "未删除任何内容");

/** The texts of `dingdan buyers`. */
export const BUYER_TEXTS = {
  group: text("Buyers' data: export and erase it", "买家数据：导出与删除"),
  export: text(
    "Export everything that is stored about a buyer, as one JSON document",
    "将一位买家的全部已存数据导出为一个 JSON 文档",
  ),
  exportMore: text(
    "Writes to standard output, or with --out to a file that only you can read. The file appears when the export is complete.",
    "输出到标准输出；使用 --out 时写入仅您可读的文件，导出完整后该文件才会出现。",
  ),
  erase: text(
    "Erase everything that is stored about a buyer, and print the signed receipt",
    "删除一位买家的全部已存数据，并显示带签名的回执",
  ),
  eraseMore: text(
    "It cannot be undone. On a terminal it asks you to type the openid again; without a terminal it needs --yes. Keep the receipt: it proves the erasure.",
    "该操作不可撤销。在终端中会要求再次输入 openid；不在终端中时须加 --yes。请保存回执，它是删除的凭证。",
  ),
  erasures: text("List the receipts of erasures, newest first", "列出删除回执，从新到旧"),
  erasuresMore: text(
    "With --export, writes the list that dingdan restore --erasures takes: every erasure, by a keyed hash of its buyer and not by the openid. Export it again before each restore.",
    "使用 --export 时写入供 dingdan restore --erasures 使用的清单：包含每一次删除，买家以带密钥的哈希表示，不含 openid。每次恢复前请重新导出。",
  ),
  keys: text(
    "Print the public keys that verify receipts, as JSON",
    "以 JSON 输出用于验证回执的公钥",
  ),
  verify: text(
    "Check the signatures of receipts, and name what does not fit",
    "校验回执的签名，并指出不符之处",
  ),
  verifyMore: text(
    "FILE contains one receipt as JSON, a list of them, or one a line (- reads standard input). The public keys come from the server, or from --keys: then no server is needed. Exits with 1 if a receipt does not fit.",
    "FILE 为一份 JSON 回执、回执列表，或每行一份（- 表示标准输入）。公钥取自服务器；使用 --keys 时取自文件，无需服务器。有回执不符时退出码为 1。",
  ),
  argument: {
    receipt: text(
      "A receipt, or several; - reads standard input",
      "一份或多份回执；- 表示标准输入",
    ),
  },
  flag: {
    appid: text("The app", "应用"),
    openid: text(
      "The buyer; - reads the openid from standard input and keeps it out of process lists",
      "买家；- 表示从标准输入读取，可避免 openid 出现在进程列表中",
    ),
    out: text("Write to this file instead of standard output", "写入该文件，而不是标准输出"),
    yes: text("Erase without asking", "不询问，直接删除"),
    limit: text("How many receipts to list", "列出的回执数"),
    exportErasures: text(
      "Write the list for a restore to this file, instead of the receipts",
      "将供恢复使用的清单写入该文件，而不是列出回执",
    ),
    keys: text(
      "The public keys, as `dingdan buyers receipt-keys` prints them",
      "公钥文件，即 `dingdan buyers receipt-keys` 的输出",
    ),
  },
  received: (megabytes: string) => text(`${megabytes} MB received`, `已接收 ${megabytes} MB`),
  erasuresExported: (count: number, file: string) =>
    text(`${count} erasures exported to ${file}`, `已将 ${count} 条删除记录导出到 ${file}`),
  exported: (file: string) => text(`exported to ${file}`, `已导出到 ${file}`),
  ask: {
    openid: text("openid: ", "openid："),
    warning: (appid: string, openid: string) =>
      text(
        `This erases everything that is stored about the buyer ${openid} of the app ${appid}. It cannot be undone.`,
        `将删除应用 ${appid} 的买家 ${openid} 的全部已存数据，且不可撤销。`,
      ),
    again: text("Type the openid to confirm: ", "请输入 openid 以确认："),
  },
  erased: text("erased", "已删除"),
  keep: text(
    "Keep the receipt. `dingdan buyers erasures --json` lists it again, `dingdan buyers verify-receipt` checks it.",
    "请保存回执。`dingdan buyers erasures --json` 可再次列出，`dingdan buyers verify-receipt` 可校验。",
  ),
  none: text("Nothing was erased yet.", "尚无删除记录。"),
  label: {
    receipt: text("receipt", "回执"),
    app: text("app", "应用"),
    buyer: text("buyer (hash)", "买家（哈希）"),
    time: text("erased at", "删除时间"),
    removed: text("removed", "已删除"),
    kept: text("kept", "保留"),
    remains: text("remains", "未能删除"),
    signature: text("signature", "签名"),
    key: text("key", "公钥"),
  },
  nothing: text("nothing", "无"),
  receiptFits: (id: string) => text(`${id}: the signature fits`, `${id}：签名相符`),
  receiptFails: (id: string) => text(`${id}: does not fit`, `${id}：不符`),
  receiptAt: (index: number) => text(`receipt ${index}`, `第 ${index} 份回执`),
  fault: {
    noSignature: text("there is no signature", "没有签名"),
    notJws: text(
      "this is no signature: it must be a compact JWS, three parts with dots between them",
      "不是签名：须为紧凑格式的 JWS，即以点分隔的三个部分",
    ),
    algorithm: (name: string) =>
      text(`the algorithm is ${name}, it must be EdDSA`, `算法为 ${name}，须为 EdDSA`),
    unknownKey: (kid: string, known: string) =>
      text(
        `signed with the key ${kid}, which is not among the public keys: ${known}`,
        `签名所用的密钥 ${kid} 不在公钥之中：${known}`,
      ),
    wrongSignature: (kid: string) =>
      text(
        `the key ${kid} did not make this signature: it was changed, or made with another key`,
        `签名并非由密钥 ${kid} 生成：签名被改动，或由其他密钥生成`,
      ),
    changed: (signed: string, present: string) =>
      text(`signed was ${signed}, here it is ${present}`, `签名时为 ${signed}，此处为 ${present}`),
    removed: (signed: string) =>
      text(`missing here; signed was ${signed}`, `此处缺少；签名时为 ${signed}`),
    added: (present: string) =>
      text(`${present} is here, and was not signed`, `此处有 ${present}，签名时没有`),
  },
  problem: {
    noAppid: {
      message: text("missing: --appid", "缺少：--appid"),
      hint: text("name the app whose buyer it is", "请指定买家所属的应用"),
    } satisfies Problem,
    noOpenid: {
      message: text("missing: --openid", "缺少：--openid"),
      hint: text(
        "name the buyer, or read the openid from standard input with --openid -",
        "请指定买家，或用 --openid - 从标准输入读取 openid",
      ),
    } satisfies Problem,
    notOneOpenid: (count: number): Problem => ({
      message: text(
        `standard input has ${count} lines with text, it must have one: the openid`,
        `标准输入中有 ${count} 行文本，须只有一行，即 openid`,
      ),
      hint: text(
        "send one openid, for example: printf '%s' \"$OPENID\" | dingdan buyers export --appid APPID --openid -",
        "请只传入一个 openid，例如：printf '%s' \"$OPENID\" | dingdan buyers export --appid APPID --openid -",
      ),
    }),
    needsYes: {
      message: text(
        `this is no terminal, so no one can confirm: ${NOTHING_ERASED.en}`,
        `当前不是终端，无法确认：${NOTHING_ERASED.zh}`,
      ),
      hint: text(
        "add --yes if you are sure: it cannot be undone",
        "确定时请加 --yes：操作不可撤销",
      ),
    } satisfies Problem,
    notConfirmed: {
      message: text(
        `the openid that was typed is another one: ${NOTHING_ERASED.en}`,
        `输入的 openid 不一致：${NOTHING_ERASED.zh}`,
      ),
      hint: text(
        "repeat the command, and type the openid exactly",
        "请重新执行命令，并准确输入 openid",
      ),
    } satisfies Problem,
    stopped: {
      message: text(
        "stopped before the export was complete: no file was written",
        "导出完成之前已停止：未写入文件",
      ),
    } satisfies Problem,
    noReceipt: (name: string): Problem => ({
      message: text(`${name} contains no receipt of an erasure`, `${name} 中没有删除回执`),
      hint: text(
        "check a file with what `dingdan buyers erase --json` or `dingdan buyers erasures --json` printed",
        "请校验由 `dingdan buyers erase --json` 或 `dingdan buyers erasures --json` 输出的文件",
      ),
    }),
    noKeys: (name: string): Problem => ({
      message: text(`${name} contains no Ed25519 public keys`, `${name} 中没有 Ed25519 公钥`),
      hint: text(
        "write them with: dingdan buyers receipt-keys > receipt-keys.json",
        "请这样生成：dingdan buyers receipt-keys > receipt-keys.json",
      ),
    }),
  },
};
