import { Flex } from "antd";
import { type ReactNode, useEffect, useRef } from "react";

/** A page: its heading, actions and content. */
export function Page({
  title,
  about,
  actions,
  isWide = false,
  children,
}: {
  readonly title: string;
  /** One sentence about the purpose of the page. */
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** True: the page takes the whole width of a large screen, as lists do. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Dingdan`;
  }, [title]);
  useEffect(() => {
    // The link that led here no longer exists, so the Tab key would start at the top of the document.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Flex vertical gap={16} {...(isWide ? { className: "page-wide" } : {})}>
      <Flex gap={12} align="flex-start" justify="space-between" wrap>
        <div>
          <h1 ref={heading} tabIndex={-1} className="page-title">
            {title}
          </h1>
          {about !== undefined && <div className="quiet page-about">{about}</div>}
        </div>
        {actions !== undefined && (
          <Flex gap={8} wrap align="center">
            {actions}
          </Flex>
        )}
      </Flex>
      {children}
    </Flex>
  );
}
