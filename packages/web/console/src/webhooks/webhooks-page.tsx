import { PlusOutlined } from "@ant-design/icons";
import { type NewWebhookSecretRepresentation, text, WEBHOOK_OPERATIONS } from "@dingdan/contract";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { ForRole } from "../parts/for-role.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { endpointPath } from "./endpoint-path.js";
import { EndpointTable } from "./endpoint-table.js";
import { SecretOnce } from "./secret-once.js";

// The form is not needed to show the page.
const EndpointForm = lazy(async () => ({
  default: (await import("./endpoint-form.js")).EndpointForm,
}));

const T = {
  title: text("Webhooks", "Webhook"),
  about: text(
    "The platform posts events to these URLs as they happen, and repeats what is not acknowledged.",
    "平台将发生的事件实时发送至以下地址，未确认的会重试。",
  ),
  add: text("Add an endpoint", "新增端点"),
};

/** The page of the webhook endpoints. */
export default function WebhooksPage() {
  const say = useSay();
  const [, go] = useLocation();
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<NewWebhookSecretRepresentation | null>(null);
  const add = (
    <ForRole operation={WEBHOOK_OPERATIONS.createWebhookEndpoint}>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {say(T.add)}
      </Button>
    </ForRole>
  );
  return (
    <Page title={say(T.title)} about={say(T.about)} actions={add}>
      <EndpointTable />
      {isAdding && (
        <Suspense fallback={null}>
          <EndpointForm of={null} onClose={() => setAdding(false)} onAdded={setAdded} />
        </Suspense>
      )}
      <SecretOnce
        of={added}
        onClose={() => {
          if (added !== null) go(endpointPath(added.id));
          setAdded(null);
        }}
      />
    </Page>
  );
}
