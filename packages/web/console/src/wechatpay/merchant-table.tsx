import { text, WECHATPAY_OPERATIONS, type WeChatPayRepresentation } from "@dingdan/contract";
import { Button, Flex, Popconfirm, type TableProps, Tag } from "antd";
import { useMemo } from "react";
import { useChange } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ForRole } from "../parts/for-role.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = {
  merchants: text("Merchant numbers", "商户号"),
  mchid: text("Merchant number", "商户号"),
  keys: text("Keys of WeChat Pay", "微信支付密钥"),
  expires: text("expires", "到期"),
  downloaded: text("downloaded", "自动下载"),
  previous: text("Old APIv3 key valid until", "旧 APIv3 密钥有效至"),
  queries: text("API certificate, for queries", "商户 API 证书（用于查询）"),
  forward: text("Forwarded to", "转发至"),
  forwardPrivate: text("(may be private)", "（允许内网地址）"),
  changed: text("Changed on", "修改于"),
  change: text("Change", "修改"),
  remove: text("Delete", "删除"),
  removeAsk: text(
    "The next notice for this merchant number is refused, and its keys must be set again.",
    "该商户号的下一条通知即会被拒绝，如需恢复须重新设置密钥。",
  ),
  no: text("Cancel", "取消"),
  none: text(
    "No merchant number receives notices yet. Set its APIv3 key and a public key or certificate of WeChat Pay.",
    "暂无接收通知的商户号。请设置其 APIv3 密钥与微信支付公钥或平台证书。",
  ),
};

/** The merchant numbers with the ids and times of their keys, to change and delete. */
export function MerchantTable({
  onChange,
}: {
  readonly onChange: (merchant: WeChatPayRepresentation) => void;
}) {
  const say = useSay();
  const pages = usePages(WECHATPAY_OPERATIONS.listWeChatPay, { limit: 50 });
  const remove = useChange(WECHATPAY_OPERATIONS.deleteWeChatPay);
  const columns = useMemo<NonNullable<TableProps<WeChatPayRepresentation>["columns"]>>(
    () => [
      {
        title: say(T.mchid),
        key: "mchid",
        render: (_, merchant) => (
          <div className="merchant">
            <Merchant of={merchant} />
            {/* On a phone there is no second column. */}
            <div className="phone-only">
              <Keys of={merchant} />
            </div>
            <Actions of={merchant} onChange={onChange} onDelete={remove.mutate} />
          </div>
        ),
      },
      {
        title: say(T.keys),
        key: "keys",
        responsive: ["md"],
        render: (_, merchant) => <Keys of={merchant} />,
      },
    ],
    [say, onChange, remove.mutate],
  );
  return (
    <Flex vertical gap={8}>
      <ProblemAlert error={remove.error} />
      <CursorTable
        label={say(T.merchants)}
        pages={pages}
        columns={columns}
        rowKey="mchid"
        empty={<Nothing what={say(T.none)} />}
      />
    </Flex>
  );
}

/** What a person recognises a merchant number by, and what is wrong with it. */
function Merchant({ of }: { readonly of: WeChatPayRepresentation }) {
  const say = useSay();
  const { forward_url: forward, forward_private_address: isPrivate, fault } = of;
  return (
    <>
      <div className="mono">
        <strong>{of.mchid}</strong>
      </div>
      <div className="mono quiet">{of.notify_url}</div>
      {forward !== undefined && (
        <div>
          {say(T.forward)} <span className="mono">{forward}</span>{" "}
          {isPrivate === true && <span className="quiet">{say(T.forwardPrivate)}</span>}
        </div>
      )}
      <div className="quiet">
        {say(T.changed)} <Moment at={of.changed_at} />
      </div>
      {fault !== undefined && <div className="late">{fault}</div>}
    </>
  );
}

function Actions({
  of,
  onChange,
  onDelete,
}: {
  readonly of: WeChatPayRepresentation;
  readonly onChange: (merchant: WeChatPayRepresentation) => void;
  readonly onDelete: (input: { readonly path: { readonly mchid: string } }) => void;
}) {
  const say = useSay();
  const { mchid } = of;
  return (
    <Flex gap={8} className="row-actions">
      <ForRole operation={WECHATPAY_OPERATIONS.setWeChatPay}>
        <Button size="small" onClick={() => onChange(of)}>
          {say(T.change)}
        </Button>
      </ForRole>
      <ForRole operation={WECHATPAY_OPERATIONS.deleteWeChatPay}>
        <Popconfirm
          title={`${say(T.remove)}: ${mchid}`}
          description={say(T.removeAsk)}
          okText={say(T.remove)}
          okButtonProps={{ danger: true }}
          cancelText={say(T.no)}
          onConfirm={() => onDelete({ path: { mchid } })}
        >
          <Button size="small" danger>
            {say(T.remove)}
          </Button>
        </Popconfirm>
      </ForRole>
    </Flex>
  );
}

function Keys({ of }: { readonly of: WeChatPayRepresentation }) {
  const say = useSay();
  const { previous_api_v3_key_until: until, api_client: client } = of;
  return (
    <>
      {of.public_keys.map(({ id }) => (
        <div key={id} className="mono">
          {id}
        </div>
      ))}
      {of.certificates.map(({ serial, expires_at: at, is_downloaded: isDownloaded }) => (
        <div key={serial}>
          <span className="mono">{serial}</span> {isDownloaded && <Tag>{say(T.downloaded)}</Tag>}
          {at !== undefined && (
            <div className="quiet">
              {say(T.expires)} <Moment at={at} />
            </div>
          )}
        </div>
      ))}
      {until !== undefined && (
        <div className="quiet">
          {say(T.previous)} <Moment at={until} />
        </div>
      )}
      {client !== undefined && (
        <div className="quiet">
          <div>{say(T.queries)}</div>
          <span className="mono">{client.serial_no}</span>
        </div>
      )}
    </>
  );
}
