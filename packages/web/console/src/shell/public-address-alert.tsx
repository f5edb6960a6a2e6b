import { SETTING_OPERATIONS, text } from "@dingdan/contract";
import { Alert } from "antd";
import { useReading } from "../http/queries.js";
import { useSay } from "../preferences/language.js";
import { isOtherAddress } from "./public-address.js";

const T = {
  other: (opened: string, published: string) =>
    text(
      `This console is open at ${opened}, but links for buyers and merchants lead to ${published}.`,
      `当前管理台的地址为 ${opened}，而发给买家与商户的链接指向 ${published}。`,
    ),
  next: (opened: string, published: string) =>
    text(
      `Open ${published}/console/, or start the platform with --public-url ${opened} if that is the address that people open.`,
      `请改用 ${published}/console/；若用户访问的是当前地址，请以 --public-url ${opened} 启动平台。`,
    ),
};

/** Warns when links would lead to another address than the one in the browser. */
export function PublicAddressAlert() {
  const say = useSay();
  const { data } = useReading(SETTING_OPERATIONS.getSettings);
  const { origin } = window.location;
  if (data === undefined || !isOtherAddress(origin, data.public_url)) return null;
  return (
    <Alert
      type="warning"
      showIcon
      banner
      title={say(T.other(origin, data.public_url))}
      description={say(T.next(origin, data.public_url))}
    />
  );
}
