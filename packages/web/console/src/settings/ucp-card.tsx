import { text } from "@dingdan/contract";
import { Button, Card, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useSay } from "../preferences/language.js";

// Few people look at them, and the first look makes the first key.
const UcpKeys = lazy(async () => ({ default: (await import("./ucp-keys.js")).UcpKeys }));

const T = {
  title: text("Universal Commerce Protocol", "Universal Commerce Protocol"),
  about: text(
    "Shopping apps and assistants read orders, or are sent them. What they are sent is signed with these keys.",
    "购物应用与智能助手可读取订单，或接收推送。推送的内容以这些密钥签名。",
  ),
  platforms: text("Its platforms, which are webhook endpoints", "对方平台（即 Webhook 端点）"),
  show: text("Show the signing keys", "显示签名密钥"),
};

/** The keys of the Universal Commerce Protocol, and the way to its platforms. */
export function UcpCard() {
  const say = useSay();
  const [isShown, setShown] = useState(false);
  return (
    <Card size="small" title={say(T.title)}>
      <div className="stack">
        <div>{say(T.about)}</div>
        <Link href="/webhooks">{say(T.platforms)}</Link>
        {isShown ? (
          <Suspense fallback={<Skeleton active title={false} />}>
            <UcpKeys />
          </Suspense>
        ) : (
          <div>
            <Button onClick={() => setShown(true)}>{say(T.show)}</Button>
          </div>
        )}
      </div>
    </Card>
  );
}
