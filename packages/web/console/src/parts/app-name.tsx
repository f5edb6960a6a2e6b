import { Link } from "wouter";

/** An app by its name, with its appid below, or to point to; by its appid alone if it is not registered here. */
export function AppName({
  appid,
  name,
  isShort = false,
  href = `/apps/${encodeURIComponent(appid ?? "")}`,
}: {
  readonly appid: string | undefined;
  readonly name: string | undefined;
  /** True where there is no room for a second line. */
  readonly isShort?: boolean;
  /** Where the name leads. @default the app's page */
  readonly href?: string;
}) {
  if (appid === undefined) return <span className="quiet">–</span>;
  if (name === undefined) return <span className="mono">{appid}</span>;
  return (
    <div className="app-name">
      <Link href={href} {...(isShort ? { title: appid } : {})}>
        {name}
      </Link>
      {!isShort && <div className="mono quiet">{appid}</div>}
    </div>
  );
}
