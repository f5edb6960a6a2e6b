import { text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan buyer link`. */
export const LINK_TEXTS = {
  group: text("A buyer's pages: links that open them", "买家页面：生成打开页面的链接"),
  more: text(
    "The link opens the pages once, and then keeps that browser signed in for a while. It shows the paid orders of an app that was approved; --preview shows them before.",
    "链接只能打开一次，此后该浏览器会保持登录一段时间。页面显示已通过审核的应用的已支付订单；--preview 可在通过之前预览。",
  ),
  preview: text(
    "Show paid orders as their buyer will see them once the app is approved",
    "按应用通过审核之后买家所见，预览已支付的订单",
  ),
  opensOnce: (expires: string) =>
    text(`opens once, until ${expires}`, `仅可打开一次，有效期至 ${expires}`),
  problem: {
    noAppid: {
      message: text("missing: --appid / DINGDAN_APPID", "缺少：--appid / DINGDAN_APPID"),
      hint: text(
        "name the app whose buyer it is: an openid belongs to one app; `dingdan app list` lists the apps",
        "请指定买家所属的应用：一个 openid 只属于一个应用；`dingdan app list` 可列出应用",
      ),
    } satisfies Problem,
  },
} as const;
