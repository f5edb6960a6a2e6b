import { text } from "@dingdan/contract";
import { Alert, Flex, Modal } from "antd";
import { CopyButton } from "../parts/copy-button.js";
import { useSay } from "../preferences/language.js";

const T = {
  title: text("The app's secret", "应用的 AppSecret"),
  once: text(
    "It is shown only once; the platform stores only its hash. Copy it to your server's configuration now.",
    "仅此一次显示，平台只保存其哈希。请立即复制到服务器配置中。",
  ),
  kept: text("I have copied it", "我已保存"),
};

/** Shows a secret once. Only its button closes it, so a stray click cannot lose the secret. */
export function SecretModal({
  shown,
  onClose,
}: {
  readonly shown: { readonly appid: string; readonly secret: string } | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  return (
    <Modal
      open={shown !== null}
      title={say(T.title)}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      okText={say(T.kept)}
      onOk={onClose}
      cancelButtonProps={{ hidden: true }}
      destroyOnHidden
    >
      {shown !== null && (
        <Flex vertical gap={12}>
          <Alert type="warning" showIcon title={say(T.once)} />
          {(["appid", "secret"] as const).map((name) => (
            <div key={name}>
              <div className="code-head">
                <span className="quiet">{name}</span>
                <CopyButton value={shown[name]} label={name} />
              </div>
              <code className="code wraps block" data-testid={name}>
                {shown[name]}
              </code>
            </div>
          ))}
        </Flex>
      )}
    </Modal>
  );
}
