import { text } from "@dingdan/contract";
import { Alert, Flex, Modal } from "antd";
import { useSay } from "../preferences/language.js";
import { CopyButton } from "./copy-button.js";

const T = { kept: text("I have copied it", "我已保存") };

/** Shows a secret once. Only its button closes it, so a stray click cannot lose the secret. */
export function OnceModal({
  title,
  warning,
  shown,
  onClose,
}: {
  readonly title: string;
  readonly warning: string;
  /** The values with their names; null: closed. */
  readonly shown: Readonly<Record<string, string>> | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  return (
    <Modal
      open={shown !== null}
      title={title}
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
          <Alert type="warning" showIcon title={warning} />
          {Object.entries(shown).map(([name, value]) => (
            <div key={name}>
              <div className="code-head">
                <span className="quiet">{name}</span>
                <CopyButton value={value} label={name} />
              </div>
              <code className="code wraps block" data-testid={name}>
                {value}
              </code>
            </div>
          ))}
        </Flex>
      )}
    </Modal>
  );
}
