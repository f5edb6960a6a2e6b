import { type NewWebhookSecretRepresentation, text } from "@dingdan/contract";
import { OnceModal } from "../parts/once-modal.js";
import { useSay } from "../preferences/language.js";
import { WEBHOOK_WORDS } from "./webhook-texts.js";

const T = {
  title: text("Give this secret to the receiver", "请将密钥交给接收端"),
  warning: text(
    "The secret is shown only once. The receiver verifies each request with it, or with the public key, which needs no secret.",
    "密钥仅此一次显示。接收端用它验证每个请求，也可使用公钥，无需保密。",
  ),
  ucp: text(
    "The secret is shown only once. With it the platform reads the orders of this endpoint's app.",
    "密钥仅此一次显示。对方平台用它读取该端点所属应用的订单。",
  ),
};

/** Shows the new secret of an endpoint once. */
export function SecretOnce({
  of,
  onClose,
}: {
  /** Null: closed. */
  readonly of: NewWebhookSecretRepresentation | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const isUcp = of?.kind === "ucp";
  const shown = of && {
    [say(WEBHOOK_WORDS.secret)]: of.secret,
    ...(of.public_key === undefined || isUcp
      ? {}
      : { [say(WEBHOOK_WORDS.publicKey)]: of.public_key }),
  };
  return (
    <OnceModal
      title={say(T.title)}
      warning={say(isUcp ? T.ucp : T.warning)}
      shown={shown}
      onClose={onClose}
    />
  );
}
