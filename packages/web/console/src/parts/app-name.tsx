import { Link } from "wouter";

/** An app by its name, with its appid below; by its appid alone if it is not registered here. */
export function AppName({
  appid,
  name,
}: {
  readonly appid: string | undefined;
  readonly name: string | undefined;
}) {
  if (appid === undefined) return <span className="quiet">–</span>;
  if (name === undefined) return <span className="mono">{appid}</span>;
  return (
    <div className="app-name">
      <Link href={`/apps/${encodeURIComponent(appid)}`}>{name}</Link>
      <div className="mono quiet">{appid}</div>
    </div>
  );
}
