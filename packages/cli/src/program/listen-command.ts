import { LISTEN_TEXTS } from "../listen/listen-texts.js";
import type { ListenFlags } from "../settings/listen.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { flag: FLAG } = LISTEN_TEXTS;

/** Adds `dingdan listen`. */
export function addListenCommand({ program, grammar, invocation, finish }: ProgramParts): void {
  withAdminFlags(
    grammar,
    grammar.command(program, "listen", {
      group: TEXTS.help.groupOperate,
      summary: LISTEN_TEXTS.summary,
      description: LISTEN_TEXTS.more,
      examples: [
        "dingdan listen",
        "dingdan listen --forward-to http://127.0.0.1:3000/events --events order.matched,order.refunded",
      ],
    }),
  )
    .addOption(grammar.flag("--forward-to <url>", FLAG.forwardTo))
    .addOption(grammar.flag("--appid <appid>", FLAG.appid))
    .addOption(grammar.flag("--events <types>", FLAG.events))
    .addOption(grammar.flag("--after <place>", FLAG.after, { fallback: "now" }))
    .addOption(
      grammar.flag("--secret <secret>", FLAG.secret, { variable: "DINGDAN_WEBHOOK_SECRET" }),
    )
    .action(async (flags: ListenFlags) => {
      const { listen } = await import("../commands/listen.js");
      finish(await listen(invocation, flags));
    });
}
