import { ORDER_OPERATIONS, text } from "@dingdan/contract";
import { Button, Dropdown, Flex, Modal } from "antd";
import { useChange } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { ForRole } from "../parts/for-role.js";
import { Moment } from "../parts/moment.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";

const T = {
  make: text("Link to the buyer's pages", "买家页面链接"),
  toSend: text("Link to send to the buyer", "发送给买家"),
  toLook: text("Preview for yourself", "自己预览"),
  about: text(
    "It opens this buyer's orders and can be used once. Do not open it yourself if you want to send it.",
    "该链接可打开该买家的订单，仅能使用一次。若要发送给买家，请勿自行打开。",
  ),
  aboutPreview: text(
    "It shows the paid orders as their buyer would see them, even before the app is approved. Every page is marked as a preview.",
    "按买家视角展示已支付订单，应用未通过审核时亦可查看，每页均有预览标识。",
  ),
  until: text("Valid until", "有效期至"),
  open: text("Open here", "在此打开"),
};

/** Creates a one-time link for the order's buyer; only for the operator. */
export function BuyerLink({ appid, openid }: { readonly appid: string; readonly openid: string }) {
  const say = useSay();
  const { ownAppid } = useSession();
  const make = useChange(ORDER_OPERATIONS.createBuyerSession);
  if (ownAppid !== null) return null;
  return (
    <>
      <ForRole operation={ORDER_OPERATIONS.createBuyerSession}>
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { key: "look", label: say(T.toLook) },
              { key: "send", label: say(T.toSend) },
            ],
            onClick: ({ key }) =>
              make.mutate({
                body: { appid, openid, ...(key === "look" ? { preview: true } : {}) },
              }),
          }}
        >
          <Button loading={make.isPending}>{say(T.make)}</Button>
        </Dropdown>
      </ForRole>
      <Modal
        open={make.data !== undefined || make.error !== null}
        title={say(T.make)}
        footer={null}
        onCancel={() => make.reset()}
      >
        <Flex vertical gap={12}>
          <ProblemAlert error={make.error} />
          {make.data !== undefined && (
            <>
              <div className="quiet">
                {say(make.variables.body?.preview === true ? T.aboutPreview : T.about)}
              </div>
              <code className="code">{make.data.url}</code>
              <div>
                {say(T.until)} <Moment at={make.data.expires_at} />
              </div>
              <Flex gap={8}>
                <CopyButton value={make.data.url} label={say(T.make)} />
                <Button size="small" href={make.data.url} target="_blank" rel="noreferrer noopener">
                  {say(T.open)}
                </Button>
              </Flex>
            </>
          )}
        </Flex>
      </Modal>
    </>
  );
}
