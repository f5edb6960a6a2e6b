import { APP_OPERATIONS } from "@dingdan/contract";
import { useReading } from "../http/queries.js";
import { usePages } from "../http/use-pages.js";
import { useSession } from "../session/session.js";
import { AppName } from "./app-name.js";

/**
 * An app's name; undefined until it is read, and for an appid that is not registered here. All rows of a
 * list share one reading, and only the name of an app beyond its first page is read by itself.
 */
export function useAppName(appid: string | undefined): string | undefined {
  const { ownAppid } = useSession();
  const isOperator = ownAppid === null;
  const { rows, hasMore } = usePages(
    APP_OPERATIONS.listApps,
    { limit: 100 },
    { isEnabled: isOperator },
  );
  const listed = rows.find((app) => app.appid === appid);
  const { data } = useReading(
    APP_OPERATIONS.getApp,
    { path: { appid: appid ?? "" } },
    { isEnabled: appid !== undefined && (isOperator ? !listed && hasMore : appid === ownAppid) },
  );
  return (listed ?? data)?.name;
}

/** An app by its name, for what carries only its appid. */
export function AppOf(
  props: { readonly appid: string } & Omit<Parameters<typeof AppName>[0], "appid" | "name">,
) {
  return <AppName {...props} name={useAppName(props.appid)} />;
}
