import { text } from "@dingdan/contract";
import { OnceModal } from "../parts/once-modal.js";
import { useSay } from "../preferences/language.js";

const T = {
  title: text("The app's secret", "应用的 AppSecret"),
  once: text(
    "It is shown only once; the platform stores only its hash. Copy it to your server's configuration now.",
    "仅此一次显示，平台只保存其哈希。请立即复制到服务器配置中。",
  ),
};

/** Shows the secret of an app once. */
export function SecretModal({
  shown,
  onClose,
}: {
  readonly shown: { readonly appid: string; readonly secret: string } | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  return (
    <OnceModal
      title={say(T.title)}
      warning={say(T.once)}
      shown={shown && { appid: shown.appid, secret: shown.secret }}
      onClose={onClose}
    />
  );
}
