import { type AuditEntryRepresentation, text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

type Entry = AuditEntryRepresentation;

/** The texts of `dingdan audit`. */
export const AUDIT_TEXTS = {
  group: text("The audit trail: who changed what", "操作记录：谁改了什么"),
  list: text(
    "List who changed, exported or tried what, the newest last",
    "列出谁变更、导出或尝试了什么，最新的在最后",
  ),
  listMore: text(
    "One line for each call, with its outcome. Without an outcome, the process ended while the call was carried out, or it is still in progress.",
    "每次调用一行，含结果。没有结果表示执行期间进程终止，或仍在执行。",
  ),
  verify: text(
    "Check the chain of the audit trail, and name the first entry that is wrong",
    "校验操作记录的链，并指出第一条有问题的记录",
  ),
  verifyMore: text(
    "Reads all entries and computes every hash on this machine. Prints the head at the end: keep it elsewhere, and give it to --head next time, so that a chain that was cut or written again is found. With --file it checks an export and needs no server. Exits with 1 if something is wrong.",
    "读取全部记录，并在本机重新计算每个哈希。最后显示链头：请另行保存，下次用 --head 传入，即可发现链被截断或重写。使用 --file 时校验导出的文件，无需服务器。发现问题时退出码为 1。",
  ),
  export: text(
    "Write the whole audit trail as JSON, one entry a line, oldest first",
    "以 JSON 输出全部操作记录，每行一条，从旧到新",
  ),
  flag: {
    head: text(
      "A head that was noted earlier, SEQUENCE:HASH: the chain must still contain it",
      "先前记下的链头“序号:哈希”，链中必须仍有它",
    ),
    file: text(
      "Check this export instead of the server's chain; - reads standard input",
      "校验该导出文件，而不是服务器上的链；- 表示标准输入",
    ),
    limit: text("How many calls to list", "列出的条数"),
    actor: text(
      "Only calls by this admin key (its id) or merchant (its appid)",
      "仅该管理密钥（id）或商户（appid）的调用",
    ),
    operation: text("Only calls of this operation, such as updateApp", "仅该操作，例如 updateApp"),
    appid: text("Only calls about this app", "仅涉及该应用的调用"),
  },
  badHead: {
    message: text(
      "--head must be SEQUENCE:HASH, as `dingdan audit verify` prints it",
      "--head 须为“序号:哈希”，即 `dingdan audit verify` 所显示的内容",
    ),
  } satisfies Problem,
  badLine: (name: string, line: number): Problem => ({
    message: text(
      `${name}, line ${line}: not an entry of an audit trail`,
      `${name} 第 ${line} 行：不是操作记录`,
    ),
    hint: text(
      "Check a file that `dingdan audit export` wrote.",
      "请校验由 `dingdan audit export` 输出的文件。",
    ),
  }),
  none: text("No call is recorded yet.", "尚无记录。"),
  checking: (count: number) => text(`${count} entries checked`, `已校验 ${count} 条`),
  right: (count: number) =>
    text(`${count} entries: the chain is whole`, `共 ${count} 条记录：链完整`),
  wrong: {
    changed: text("changed", "已改动"),
    removed: text("removed", "已删除"),
    reordered: text("reordered", "已换位"),
    truncated: text("truncated", "已截断"),
    rewritten: text("rewritten", "已重写"),
  },
  head: text("head", "链头"),
  keep: text(
    "Keep the head elsewhere; check it next time: dingdan audit verify --head",
    "请另行保存链头，下次用 dingdan audit verify --head 校验",
  ),
  column: {
    number: text("no.", "序号"),
    time: text("time", "时间"),
    who: text("who", "操作者"),
    what: text("what", "操作"),
    target: text("about", "对象"),
    outcome: text("outcome", "结果"),
  },
  anonymous: text("unknown", "未知"),
  firstPage: text("first page, on this machine", "首页引导（本机）"),
  leftOut: (count: number) => text(`${count} more refused calls`, `另有 ${count} 次被拒的调用`),
  outcome: ({ stage, status }: Entry) => {
    if (stage === "begun") return text("no outcome", "无结果");
    return (status ?? 0) < 400
      ? text("done", "完成")
      : text(`refused (${status})`, `被拒（${status}）`);
  },
};
