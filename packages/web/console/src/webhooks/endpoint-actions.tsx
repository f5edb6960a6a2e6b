import {
  type NewWebhookSecretRepresentation,
  text,
  WEBHOOK_OPERATIONS,
  type WebhookEndpointRepresentation,
} from "@dingdan/contract";
import { Button, Flex, Popconfirm } from "antd";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { SecretOnce } from "./secret-once.js";
import { WEBHOOK_WORDS as W } from "./webhook-texts.js";

// The forms are not needed to show the page.
const EndpointForm = lazy(async () => ({
  default: (await import("./endpoint-form.js")).EndpointForm,
}));
const RotateSecret = lazy(async () => ({
  default: (await import("./rotate-secret.js")).RotateSecret,
}));

const T = {
  change: text("Change", "修改"),
  enable: text("Enable", "启用"),
  disable: text("Disable", "停用"),
  disableAsk: text(
    "Nothing is sent until you enable it again. What happens meanwhile is then sent with “Send again”.",
    "重新启用前不再发送；其间发生的事件可在启用后通过“重新发送”补发。",
  ),
  rotate: text("Rotate the secret", "更换密钥"),
  remove: text("Delete", "删除"),
  removeAsk: text(
    "Its deliveries are deleted, too, and nothing more is sent to it. This cannot be undone.",
    "其投递记录一并删除，且不再发送，无法撤销。",
  ),
};

/** What can be done with an endpoint. */
export function EndpointActions({ of }: { readonly of: WebhookEndpointRepresentation }) {
  const say = useSay();
  const [, go] = useLocation();
  const [form, setForm] = useState<"change" | "rotate" | null>(null);
  const [rotated, setRotated] = useState<NewWebhookSecretRepresentation | null>(null);
  const change = useChange(WEBHOOK_OPERATIONS.changeWebhookEndpoint);
  const remove = useChange(WEBHOOK_OPERATIONS.deleteWebhookEndpoint, {
    onDone: () => go("/webhooks"),
  });
  const path = { id: of.id };
  return (
    <>
      <Flex gap={8} wrap>
        <ForRole operation={WEBHOOK_OPERATIONS.changeWebhookEndpoint}>
          <Button onClick={() => setForm("change")}>{say(T.change)}</Button>
          {of.state === "enabled" ? (
            <Popconfirm
              title={say(T.disable)}
              description={<div className="asks">{say(T.disableAsk)}</div>}
              okText={say(T.disable)}
              cancelText={say(W.cancel)}
              onConfirm={() => change.mutate({ path, body: { state: "disabled" } })}
            >
              <Button>{say(T.disable)}</Button>
            </Popconfirm>
          ) : (
            <Button
              type="primary"
              loading={change.isPending}
              onClick={() => change.mutate({ path, body: { state: "enabled" } })}
            >
              {say(T.enable)}
            </Button>
          )}
        </ForRole>
        <ForRole operation={WEBHOOK_OPERATIONS.rotateWebhookSecret}>
          <Button onClick={() => setForm("rotate")}>{say(T.rotate)}</Button>
        </ForRole>
        <ForRole operation={WEBHOOK_OPERATIONS.deleteWebhookEndpoint}>
          <Popconfirm
            title={say(T.remove)}
            description={<div className="asks">{say(T.removeAsk)}</div>}
            okText={say(T.remove)}
            okButtonProps={{ danger: true }}
            cancelText={say(W.cancel)}
            onConfirm={() => remove.mutate({ path })}
          >
            <Button danger>{say(T.remove)}</Button>
          </Popconfirm>
        </ForRole>
      </Flex>
      <ProblemAlert error={change.error ?? remove.error} />
      <Suspense fallback={null}>
        {form === "change" && <EndpointForm of={of} onClose={() => setForm(null)} />}
        {form === "rotate" && (
          <RotateSecret id={of.id} onClose={() => setForm(null)} onRotated={setRotated} />
        )}
      </Suspense>
      <SecretOnce of={rotated} onClose={() => setRotated(null)} />
    </>
  );
}
