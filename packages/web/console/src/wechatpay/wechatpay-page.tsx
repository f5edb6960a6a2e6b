import { PlusOutlined, SyncOutlined } from "@ant-design/icons";
import {
  CLOCK_OPERATIONS,
  RECONCILE_OPERATIONS,
  text,
  WECHATPAY_OPERATIONS,
  type WeChatPayRepresentation,
} from "@dingdan/contract";
import { Button, Card } from "antd";
import { lazy, Suspense, useState } from "react";
import { useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { MerchantTable } from "./merchant-table.js";
import { ReconcileResult } from "./reconcile-result.js";
import { useReconcile } from "./use-reconcile.js";

// The forms are not needed to show the page.
const SetKeys = lazy(async () => ({ default: (await import("./set-keys.js")).SetKeys }));
const SendNotice = lazy(async () => ({ default: (await import("./send-notice.js")).SendNotice }));

const T = {
  title: text("WeChat Pay", "微信支付"),
  about: text(
    "The merchant numbers whose notices of WeChat Pay the platform receives, with their keys. No key is shown again.",
    "平台接收其微信支付通知的商户号及密钥。密钥保存后不再显示。",
  ),
  set: text("Set keys", "设置密钥"),
  reconcile: text("Reconcile now", "立即对账"),
  test: text("Send a test notice", "发送测试通知"),
};

/** The page of the merchant numbers that receive WeChat Pay's notices. */
export default function WeChatPayPage() {
  const say = useSay();
  const [changed, setChanged] = useState<WeChatPayRepresentation | "new" | null>(null);
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const run = useReconcile();
  const actions = (
    <>
      <ForRole operation={RECONCILE_OPERATIONS.reconcile}>
        <Button icon={<SyncOutlined />} loading={run.isRunning} onClick={run.start}>
          {say(T.reconcile)}
        </Button>
      </ForRole>
      <ForRole operation={WECHATPAY_OPERATIONS.setWeChatPay}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setChanged("new")}>
          {say(T.set)}
        </Button>
      </ForRole>
    </>
  );
  return (
    <Page title={say(T.title)} about={say(T.about)} actions={actions}>
      <ReconcileResult run={run} />
      <MerchantTable onChange={setChanged} />
      {changed !== null && (
        <Suspense fallback={null}>
          <SetKeys of={changed} onClose={() => setChanged(null)} />
        </Suspense>
      )}
      {clock?.is_sandbox === true && (
        <Card size="small" title={say(T.test)}>
          <Suspense fallback={null}>
            <SendNotice />
          </Suspense>
        </Card>
      )}
    </Page>
  );
}
