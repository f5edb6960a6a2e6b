import type { RequestStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

/** One of the app's own calls, from the request log. */
export async function getRidInfo(
  { request, app }: AppCall,
  requests: RequestStore,
): Promise<WireOutcome> {
  const logged = await requests.find(request["rid"] as string);
  if (logged === null) return refuse("RID_NOT_FOUND", "rid");
  if (logged.appid !== app.appid) return refuse("RID_FORBIDDEN", "rid");
  return ok({
    request: {
      invoke_time: Math.floor(logged.atMs / 1000),
      cost_in_ms: logged.durationMs,
      request_url: logged.query,
      request_body: logged.body,
      response_body: logged.reply,
      client_ip: logged.clientIp,
    },
  });
}
