import { SERVICE_PROVIDER_OPERATIONS, type SpuRepresentation, text } from "@dingdan/contract";
import { Form, Input, InputNumber, Modal } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = {
  title: text("Create an order for a resource package", "创建资源包订单"),
  create: text("Create", "创建"),
  cancel: text("Cancel", "取消"),
  price: text("Price in ¥", "价格（元）"),
  all: text("Quota of the package", "资源包总量"),
  sku: text("SKU name", "规格名称"),
  count: text("Quantity", "数量"),
  needed: text("Required", "必填"),
};

interface Fields {
  readonly price: number;
  readonly all: number;
  readonly sku?: string;
  readonly count: number;
}

/** Creates an order for the selected goods. */
export function CreateOrder({
  isOpen,
  appid,
  spuId,
  goods,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly appid: string;
  readonly spuId: string | undefined;
  readonly goods: SpuRepresentation | undefined;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const create = useChange(SERVICE_PROVIDER_OPERATIONS.createServiceProviderOrder, {
    onDone: onClose,
  });
  const rules = [{ required: true, message: say(T.needed) }];
  return (
    <Modal
      open={isOpen}
      title={say(T.title)}
      okText={say(T.create)}
      cancelText={say(T.cancel)}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      afterClose={() => create.reset()}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ price: 100, all: 10_000, count: 1 }}
        onFinish={({ price, all, sku, count }) =>
          create.mutate({
            body: {
              appid,
              orderPrice: String(Math.round(price * 100)),
              usage: { all: String(all) },
              orderProductInfo: {
                ...(spuId === undefined ? {} : { spSpuId: spuId }),
                ...(goods === undefined ? {} : { spuName: goods.spuName }),
                ...(sku ? { skuName: sku } : {}),
                skuCnt: count,
              },
            },
          })
        }
      >
        <Form.Item name="price" label={say(T.price)} rules={rules}>
          <InputNumber
            controls={false}
            min={0}
            precision={2}
            prefix="¥"
            className="wide"
            autoFocus
          />
        </Form.Item>
        <Form.Item name="all" label={say(T.all)} rules={rules}>
          <InputNumber controls={false} min={0} precision={0} className="wide" />
        </Form.Item>
        <Form.Item name="sku" label={say(T.sku)}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="count" label={say(T.count)} rules={rules}>
          <InputNumber controls={false} min={1} precision={0} className="wide" />
        </Form.Item>
        <ProblemAlert error={create.error} />
      </Form>
    </Modal>
  );
}
