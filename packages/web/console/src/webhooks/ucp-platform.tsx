import { text, UCP_OPERATIONS, UCP_VERSIONS } from "@dingdan/contract";
import { Button, Card, Form, Input, Select } from "antd";
import { type CallInput } from "../http/call.js";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { keysIn } from "./platform-keys.js";

const T = {
  title: text("Platform of the Universal Commerce Protocol", "Universal Commerce Protocol 平台"),
  version: text("Version of the orders that it is sent", "发送的订单版本"),
  keys: text("Public keys with which it signs its requests", "其签名请求所用的公钥"),
  keysHelp: text(
    "As JSON: a JWK, or the JWK Set that the platform publishes (EC, P-256). Empty: it reads orders with the endpoint's secret only.",
    "JSON 格式：单个 JWK，或对方公布的 JWK Set（EC、P-256）。留空则对方只能用端点密钥读取订单。",
  ),
  bad: text("This is not JSON.", "不是有效的 JSON。"),
  save: text("Save", "保存"),
};

interface Fields {
  readonly version: (typeof UCP_VERSIONS)[number];
  readonly keys: string;
}

type Body = NonNullable<CallInput<typeof UCP_OPERATIONS.setUcpPlatform>["body"]>;

/** What an endpoint of the kind `ucp` has of its own: the keys of its platform, and a version. */
export function UcpPlatform({ id }: { readonly id: string }) {
  const say = useSay();
  const path = { id };
  const reading = useReading(UCP_OPERATIONS.getUcpPlatform, { path });
  const save = useChange(UCP_OPERATIONS.setUcpPlatform);
  const { data } = reading;
  return (
    <Card size="small" title={say(T.title)}>
      {data === undefined ? (
        <LoadingOrProblem reading={reading} rows={4} />
      ) : (
        <ForRole operation={UCP_OPERATIONS.setUcpPlatform} isForm>
          <Form<Fields>
            layout="vertical"
            requiredMark={false}
            initialValues={{
              version: data.version,
              keys: data.keys.length === 0 ? "" : JSON.stringify({ keys: data.keys }, null, 2),
            }}
            onFinish={({ version, keys }) =>
              // The platform checks each key, and names the member that is wrong.
              save.mutate({ path, body: { version, keys: keysIn(keys) ?? [] } as Body })
            }
          >
            <Form.Item name="version" label={say(T.version)}>
              <Select options={UCP_VERSIONS.map((value) => ({ value, label: value }))} />
            </Form.Item>
            <Form.Item
              name="keys"
              label={say(T.keys)}
              extra={say(T.keysHelp)}
              rules={[
                {
                  validator: (_, typed: string) =>
                    keysIn(typed) === null
                      ? Promise.reject(new Error(say(T.bad)))
                      : Promise.resolve(),
                },
              ]}
            >
              <Input.TextArea rows={6} spellCheck={false} className="mono" />
            </Form.Item>
            <div className="stack">
              <ProblemAlert error={save.error} />
              <div>
                <Button htmlType="submit" loading={save.isPending}>
                  {say(T.save)}
                </Button>
              </div>
            </div>
          </Form>
        </ForRole>
      )}
    </Card>
  );
}
