import {
  CONSOLE_OPERATIONS,
  CONSOLE_PREFIX,
  type ConsoleSessionRepresentation as Session,
  text,
} from "@dingdan/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Card, Flex, Form, Input, Segmented } from "antd";
import { useEffect, useState } from "react";
import { call } from "../http/call.js";
import type { ProblemError } from "../http/problem.js";
import iconUrl from "../icon.svg";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { LanguageSwitch, ThemeSwitch } from "../shell/switches.js";

const T = {
  title: text("Sign in to Dingdan", "登录订单管理台"),
  as: text("Sign in as", "登录身份"),
  operator: text("Operator", "运营方"),
  merchant: text("Merchant", "商户"),
  adminKey: text("Admin key", "管理密钥"),
  adminKeyHelp: text(
    "dingdan serve and dingdan sandbox print it on their first start.",
    "首次运行 dingdan serve 或 dingdan sandbox 时会显示。",
  ),
  appid: text("AppID", "AppID"),
  secret: text("AppSecret", "AppSecret"),
  merchantHelp: text(
    "The AppID and AppSecret that your server fetches access tokens with. You will see only your own app.",
    "与服务器获取 access_token 所用的相同。登录后只能看到自己的应用。",
  ),
  needed: text("Required", "登录必填"),
  signIn: text("Sign in", "登录"),
  ended: text("Your session has expired. Sign in again.", "登录已过期，请重新登录。"),
};

type Fields = { admin_key?: string; appid?: string; secret?: string };

/** The sign-in page: the operator's key or an app's credentials. */
export function SignIn({
  isEnded,
  onSignedIn,
}: {
  readonly isEnded: boolean;
  readonly onSignedIn: (session: Session) => void;
}) {
  const say = useSay();
  const [role, setRole] = useState<"operator" | "merchant">("operator");
  const signIn = useMutation<Session, ProblemError, Fields>({
    mutationFn: (body) => call(CONSOLE_OPERATIONS.signIn, { body }, CONSOLE_PREFIX),
    onSuccess: onSignedIn,
  });
  useEffect(() => {
    document.title = `${say(T.title)} · Dingdan`;
  }, [say]);
  const rules = [{ required: true, message: say(T.needed) }];
  return (
    <main className="whole sign-in">
      <Card className="sign-in-card">
        <Flex vertical gap={16}>
          <Flex align="center" gap={12}>
            <img src={iconUrl} alt="" width={36} height={36} />
            <h1 className="page-title">{say(T.title)}</h1>
          </Flex>
          {isEnded && <Alert type="info" showIcon title={say(T.ended)} />}
          <Segmented<"operator" | "merchant">
            block
            aria-label={say(T.as)}
            value={role}
            onChange={(chosen) => {
              setRole(chosen);
              signIn.reset();
            }}
            options={[
              { value: "operator", label: say(T.operator) },
              { value: "merchant", label: say(T.merchant) },
            ]}
          />
          <Form<Fields>
            key={role}
            layout="vertical"
            requiredMark={false}
            onFinish={(fields) => signIn.mutate(fields)}
          >
            {role === "operator" ? (
              <Form.Item
                name="admin_key"
                label={say(T.adminKey)}
                extra={say(T.adminKeyHelp)}
                rules={rules}
              >
                <Input.Password autoComplete="current-password" autoFocus />
              </Form.Item>
            ) : (
              <>
                <Form.Item name="appid" label={say(T.appid)} rules={rules}>
                  <Input autoComplete="username" autoFocus spellCheck={false} />
                </Form.Item>
                <Form.Item
                  name="secret"
                  label={say(T.secret)}
                  extra={say(T.merchantHelp)}
                  rules={rules}
                >
                  <Input.Password autoComplete="current-password" />
                </Form.Item>
              </>
            )}
            <Flex vertical gap={12}>
              <ProblemAlert error={signIn.error} />
              <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
                {say(T.signIn)}
              </Button>
            </Flex>
          </Form>
          <Flex justify="space-between" gap={8} wrap>
            <LanguageSwitch />
            <ThemeSwitch />
          </Flex>
        </Flex>
      </Card>
    </main>
  );
}
