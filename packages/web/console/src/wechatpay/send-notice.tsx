import {
  EXAMPLE_PAYMENT,
  MCHID_PATTERN,
  NOTICE_KIND_TEXTS,
  NOTICE_KINDS,
  type NoticeKind,
  ORDER_OPERATIONS,
  TEST_NOTICE_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Button, Col, Form, Input, Row, Select } from "antd";
import { useMemo } from "react";
import { useChange } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { NoticeAnswer } from "./notice-answer.js";
import { EXAMPLE, payablesOf, sourceOf } from "./notice-source.js";
import { TestKeys } from "./test-keys.js";

const T = {
  about: text(
    "Sends what WeChat Pay would send, signed and encrypted with the test keys of this sandbox, and waits 5 s for the answer.",
    "按微信支付的方式用本沙箱的测试密钥签名、加密并发送，等待应答 5 秒。",
  ),
  url: text("Address of the receiver", "接收地址"),
  urlBad: text(
    "Enter an http or https link without parameters.",
    "请输入不含参数的 http 或 https 链接。",
  ),
  kind: text("Kind", "类型"),
  payment: text("Payment", "支付"),
  example: text("An example payment", "示例支付"),
  mchid: text("Merchant number", "商户号"),
  mchidBad: text("Enter 1 to 32 letters and digits.", "请输入 1 至 32 个字母或数字。"),
  send: text("Send", "发送"),
};

interface Fields {
  readonly url: string;
  readonly kind: NoticeKind;
  readonly payment: string;
  readonly mchid: string;
}

/** Sends a test notice to a receiver, and shows what it answered. */
export function SendNotice() {
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const { rows } = usePages(ORDER_OPERATIONS.searchOrders, { limit: 50 });
  const send = useChange(TEST_NOTICE_OPERATIONS.sendTestNotice);
  const payables = useMemo(() => payablesOf(rows), [rows]);
  const mchid = Form.useWatch("mchid", form) ?? EXAMPLE_PAYMENT.mchid;
  const choose = (value: string) => {
    const named = payables.find((payable) => payable.value === value)?.mchid ?? null;
    if (named !== null) form.setFieldValue("mchid", named);
  };
  return (
    <ForRole operation={TEST_NOTICE_OPERATIONS.sendTestNotice} isForm>
      <div className="stack">
        <div className="quiet">{say(T.about)}</div>
        <Form<Fields>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{
            url: "http://127.0.0.1:3000/wechatpay/notify",
            kind: "payment",
            payment: EXAMPLE,
            mchid: EXAMPLE_PAYMENT.mchid,
          }}
          onFinish={({ url, kind, payment, mchid: of }) =>
            send.mutate({
              path: { mchid: of },
              body: { notify_url: url.trim(), kind, ...sourceOf(payment, of) },
            })
          }
        >
          <Row gutter={16}>
            <Col xs={24} md={12}>
              <Form.Item
                name="url"
                label={say(T.url)}
                rules={[
                  { required: true, pattern: /^\s*https?:\/\/[^?#]+$/, message: say(T.urlBad) },
                ]}
              >
                <Input spellCheck={false} className="mono" />
              </Form.Item>
            </Col>
            <Col xs={24} md={12}>
              <Form.Item name="kind" label={say(T.kind)}>
                <Select
                  options={NOTICE_KINDS.map((value) => ({
                    value,
                    label: say(NOTICE_KIND_TEXTS[value]),
                  }))}
                />
              </Form.Item>
            </Col>
            <Col xs={24} md={12}>
              <Form.Item name="payment" label={say(T.payment)}>
                <Select
                  showSearch={{ optionFilterProp: "label" }}
                  onChange={choose}
                  options={[{ value: EXAMPLE, label: say(T.example) }, ...payables]}
                />
              </Form.Item>
            </Col>
            <Col xs={24} md={12}>
              <Form.Item
                name="mchid"
                label={say(T.mchid)}
                rules={[
                  { required: true, pattern: new RegExp(MCHID_PATTERN), message: say(T.mchidBad) },
                ]}
              >
                <Input spellCheck={false} className="mono" />
              </Form.Item>
            </Col>
          </Row>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {say(T.send)}
          </Button>
        </Form>
        <ProblemAlert error={send.error} />
        {send.data !== undefined && <NoticeAnswer answer={send.data} />}
        <TestKeys mchid={mchid} />
      </div>
    </ForRole>
  );
}
