import { ADMIN_OPERATIONS, type Text } from "@dingdan/contract";
import type { AdminFlags } from "../settings/admin.js";
import { TEXTS } from "../texts.js";
import { WECHATPAY_TEXTS } from "../wechatpay/wechatpay-texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

/** Adds `dingdan wechatpay set`, `show` and `delete`. */
export function addWeChatPayCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const { groupOperate, commands } = TEXTS.help;
  const group = grammar.commandGroup(program, "wechatpay", groupOperate, WECHATPAY_TEXTS.group);
  const { setWeChatPay, getWeChatPay, deleteWeChatPay } = ADMIN_OPERATIONS;
  const add = (name: string, summary: Text, description: Text | null, examples: string[]) =>
    withAdminFlags(
      grammar,
      grammar.command(group, name, { group: commands, summary, description, examples }),
    );

  add("set", setWeChatPay.summary, WECHATPAY_TEXTS.setMore, [
    "dingdan wechatpay set 1900000109 wechatpay.json",
    `echo '{"forward_url":""}' | dingdan wechatpay set 1900000109 -`,
  ])
    .addArgument(grammar.argument("<mchid>", WECHATPAY_TEXTS.mchid))
    .addArgument(grammar.argument("<file>", WECHATPAY_TEXTS.file))
    .action(async (mchid: string, file: string, flags: AdminFlags) => {
      const { weChatPaySet } = await import("../commands/wechatpay.js");
      finish(await weChatPaySet(invocation, mchid, file, flags));
    });

  add("show", getWeChatPay.summary, null, ["dingdan wechatpay show"])
    .addArgument(grammar.argument("[mchid]", WECHATPAY_TEXTS.anyMchid))
    .action(async (mchid: string | undefined, flags: AdminFlags) => {
      const { weChatPayShow } = await import("../commands/wechatpay.js");
      finish(await weChatPayShow(invocation, mchid, flags));
    });

  add("delete", deleteWeChatPay.summary, null, ["dingdan wechatpay delete 1900000109"])
    .addArgument(grammar.argument("<mchid>", WECHATPAY_TEXTS.mchid))
    .action(async (mchid: string, flags: AdminFlags) => {
      const { weChatPayDelete } = await import("../commands/wechatpay.js");
      finish(await weChatPayDelete(invocation, mchid, flags));
    });
}
