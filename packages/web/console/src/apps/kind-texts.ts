import { type AppKind, type ItemLinks, type Text, text } from "@dingdan/contract";

export const KIND_TEXTS: Readonly<Record<AppKind, Text>> = {
  mini_program: text("Mini program", "小程序"),
  official_account: text("Official account", "公众号"),
  service_provider: text("Service provider", "服务商"),
};

export const ITEM_LINK_TEXTS: Readonly<Record<ItemLinks, Text>> = {
  required: text("Every item needs a link", "每个商品都须有链接"),
  optional: text("An item without a link uses the order's link", "商品无链接时使用订单链接"),
};
