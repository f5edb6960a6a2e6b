import { text } from "@dingdan/contract";
import { Card } from "antd";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { AdminKeys } from "./admin-keys.js";
import { Sessions } from "./sessions.js";

const T = {
  title: text("Keys and sessions", "密钥与会话"),
  about: text(
    "Who may call the operator's interface and sign in here.",
    "谁可以调用运营方接口、登录管理台。",
  ),
  sessions: text("Open sessions", "有效会话"),
};

/** The page of the admin keys and the console's sessions; only for owners. */
export default function KeysPage() {
  const say = useSay();
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <AdminKeys />
      <Card size="small" title={say(T.sessions)}>
        <Sessions />
      </Card>
    </Page>
  );
}
