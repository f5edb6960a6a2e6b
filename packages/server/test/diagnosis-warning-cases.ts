import type { DiagnosisId } from "@dingdan/contract";
import { item, type Loose, order, upload, uploadWithItem } from "./support/requests.js";

/** An upload that is accepted although something in it is probably wrong. */
export interface WarningCase {
  readonly title: string;
  readonly body: () => Loose;
  readonly warning: DiagnosisId;
  readonly path: string;
  readonly advice: string;
}

const IMAGE = "order_list[0].item_list[0].image_url[0]";
const pictured = (...image_url: string[]) => uploadWithItem({ image_url });

export const WARNING_CASES: readonly WarningCase[] = [
  {
    title: "an item in two merchant orders",
    body: () => upload({ order_list: [order(), order({ merchant_order_no: "order-2" })] }),
    warning: "item-in-two-orders",
    path: "order_list[1].item_list[0].merchant_item_id",
    advice: "different merchant_item_id",
  },
  {
    title: "a picture without TLS",
    body: () => pictured("http://img.example.com/1.png"),
    warning: "picture-not-https",
    path: IMAGE,
    advice: "https",
  },
  {
    title: "a space after a link",
    body: () => pictured("https://img.example.com/1.png "),
    warning: "blank-around-link",
    path: IMAGE,
    advice: "trim",
  },
  {
    title: "a space in a link",
    body: () => {
      const link = { type: 1, url: "https://shop.example.com/a b" };
      const items = [item({ item_detail_jump_link: { type: 1, url: "https://shop.example.com" } })];
      return upload({ order_list: [order({ order_detail_jump_link: link, item_list: items })] });
    },
    warning: "blank-in-link",
    path: "order_list[0].order_detail_jump_link.url",
    advice: "%20",
  },
];
