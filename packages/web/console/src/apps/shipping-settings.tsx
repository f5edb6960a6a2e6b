import { APP_OPERATIONS, type AppRepresentation, text } from "@dingdan/contract";
import { Card } from "antd";
import { ForRole } from "../parts/for-role.js";
import { useSay } from "../preferences/language.js";
import { MessagePushForm } from "./message-push-form.js";
import { TradeSettings } from "./trade-settings.js";

const T = {
  management: text("Shipping information management", "发货信息管理"),
  push: text("Message push", "消息推送"),
};

/** An app's shipping information management, and where its messages are pushed; for the operator. */
export function ShippingSettings({ app }: { readonly app: AppRepresentation }) {
  const say = useSay();
  const { appid, trade_management: settings, message_push: present } = app;
  return (
    <>
      {settings !== undefined && (
        <Card size="small" title={say(T.management)}>
          <ForRole operation={APP_OPERATIONS.updateApp} isForm>
            <TradeSettings appid={appid} settings={settings} />
          </ForRole>
        </Card>
      )}
      <Card size="small" title={say(T.push)}>
        <ForRole operation={APP_OPERATIONS.updateApp} isForm>
          <MessagePushForm appid={appid} present={present} />
        </ForRole>
      </Card>
    </>
  );
}
