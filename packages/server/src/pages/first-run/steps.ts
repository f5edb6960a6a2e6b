import { FIRST_RUN_STEPS, type FirstRunStep, type Text, text } from "@dingdan/contract";

export const isStep = (name: string): name is FirstRunStep =>
  (FIRST_RUN_STEPS as readonly string[]).includes(name);

export interface StepWords {
  readonly about: Text;
  /** On the button that does the step. */
  readonly button: Text;
  /** On the same button when the step is done. */
  readonly again: Text;
}

export const STEP_WORDS: Readonly<Record<FirstRunStep, StepWords>> = {
  token: {
    about: text(
      "Your server shows its appid and secret, and gets an access token for the calls that follow. Later tokens replace it.",
      "服务端凭 appid 与 secret 换取 access_token，供后续调用使用；再次获取即更换。",
    ),
    button: text("Get a token", "获取令牌"),
    again: text("Get another", "再次获取"),
  },
  upload: {
    about: text(
      "The shop sends what was bought: items, prices and links. The upload waits until its payment is known.",
      "商户上传所购内容：商品、价格与链接。上传后等待对应的支付。",
    ),
    button: text("Upload the order", "上传订单"),
    again: text("Upload another", "再上传一个"),
  },
  pay: {
    about: text(
      "Elsewhere WeChat Pay reports the payment; here the button does. Payment and upload match: that makes the shopping order.",
      "正式运行时由微信支付通知，这里由按钮代替。支付与上传匹配后，即生成购物订单。",
    ),
    button: text("Pay", "支付"),
    again: text("Pay another", "再支付一个"),
  },
  review: {
    about: text(
      "Buyers see an app's orders only after its review, which takes six hours. A sandbox does not make you wait: its clock moves ahead.",
      "应用通过审核后，买家才能看到订单。审核需要 6 小时；在沙箱中无需等待，时钟可以拨快。",
    ),
    button: text("Submit, and let 6 hours pass", "提交并拨快 6 小时"),
    again: text("Let 6 hours pass", "拨快 6 小时"),
  },
  buyer: {
    about: text(
      "A one-time link signs the buyer in. It opens in a new tab; confirm there.",
      "买家通过一次性链接登录。链接在新标签页中打开，请在其中确认。",
    ),
    button: text("Open it", "打开"),
    again: text("Open it again", "再次打开"),
  },
  refusal: {
    about: text(
      "An upload with a merchant number that is not the app's. The request log keeps the call, and names the field and the cause.",
      "用不属于该应用的商户号上传。请求日志会保留该次调用，并指出字段与原因。",
    ),
    button: text("Make a failing call", "发起一次失败的调用"),
    again: text("Make another", "再发起一次"),
  },
};
