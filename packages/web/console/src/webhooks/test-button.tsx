import { ExperimentOutlined } from "@ant-design/icons";
import { text, WEBHOOK_OPERATIONS } from "@dingdan/contract";
import { Button } from "antd";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { useSay } from "../preferences/language.js";

const T = { test: text("Send a test event", "发送测试事件") };

/** Sends a test event to an endpoint, whatever its state. */
export const useTest = () => useChange(WEBHOOK_OPERATIONS.testWebhookEndpoint);

export type EndpointTest = ReturnType<typeof useTest>;

export function TestButton({ id, test }: { readonly id: string; readonly test: EndpointTest }) {
  const say = useSay();
  return (
    <ForRole operation={WEBHOOK_OPERATIONS.testWebhookEndpoint}>
      <Button
        icon={<ExperimentOutlined />}
        loading={test.isPending}
        onClick={() => test.mutate({ path: { id }, body: {} })}
      >
        {say(T.test)}
      </Button>
    </ForRole>
  );
}
