import { type Text, text } from "./text.js";

/** The steps of a sandbox's first order, in their order. */
export const FIRST_RUN_STEPS = ["token", "upload", "pay", "review", "buyer", "refusal"] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

export const FIRST_RUN_TITLES: Readonly<Record<FirstRunStep, Text>> = {
  token: text("Get a token", "获取令牌"),
  upload: text("Upload an order", "上传订单"),
  pay: text("The buyer pays", "买家支付"),
  review: text("Pass the access review", "通过接入审核"),
  buyer: text("Open the buyer's page", "打开买家页面"),
  refusal: text("See why a call fails", "查看调用失败的原因"),
};

/** How far the first order is, as a sandbox answers it to its own machine. `next`: the first not done. */
export interface FirstRunProgress {
  readonly steps: readonly {
    readonly name: FirstRunStep;
    readonly title: string;
    readonly state: "done" | "next" | "open";
    /** On its button. */
    readonly button: string;
    /** What the platform knows about it; null for nothing. */
    readonly note: string | null;
    /** Where to read more; null for nowhere. */
    readonly link: string | null;
  }[];
  readonly done: number;
  readonly is_finished: boolean;
}

export const FIRST_RUN_PATH = "/first-run";
