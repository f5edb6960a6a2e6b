import { PictureOutlined } from "@ant-design/icons";
import { useState } from "react";

/**
 * A merchant's picture in a list; a symbol while there is none or it cannot be loaded. The merchant's
 * server sees the reader's network address, but not the page: there is no referrer.
 */
export function Picture({ url }: { readonly url: string | undefined }) {
  const [failed, setFailed] = useState<string | null>(null);
  if (url === undefined || failed === url || !/^https:\/\//i.test(url)) {
    return (
      <span className="picture" aria-hidden="true">
        <PictureOutlined />
      </span>
    );
  }
  return (
    <img
      className="picture"
      src={url}
      alt=""
      width={40}
      height={40}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setFailed(url)}
    />
  );
}
