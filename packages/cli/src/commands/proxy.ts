import { dirname, join } from "node:path";
import { openAuthorityFolder, writeAtomically } from "../certificates/authority-folder.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { certificateBundle } from "../proxy/certificate-bundle.js";
import { clientEnvironment } from "../proxy/client-environment.js";
import { printEvent, printProxy } from "../proxy/print.js";
import { startProxy } from "../proxy/proxy.js";
import { WECHAT_DOMAIN } from "../proxy/wechat-hosts.js";
import { inheritedSettings } from "../settings/inherited.js";
import { type ProxyFlags, proxySettings } from "../settings/proxy.js";

/** `dingdan proxy`: routes WeChat's API hosts to the platform until a signal stops it. */
export async function proxy(
  { terminal, environment, untilServerStopped }: Invocation,
  flags: ProxyFlags,
): Promise<ExitCode> {
  const { host, port, url, caFolder } = proxySettings(flags, environment);
  const stopped = untilServerStopped();
  const { authority, certificateFile } = await openAuthorityFolder(
    caFolder,
    WECHAT_DOMAIN,
    Date.now,
  );
  const inherited = inheritedSettings(environment);
  const bundleFile = join(dirname(certificateFile), "bundle.pem");
  await writeAtomically(
    bundleFile,
    await certificateBundle(authority.certificate, inherited),
    0o644,
  );
  const running = await startProxy({
    host,
    port,
    targetUrl: url,
    authority,
    say: (words) => terminal.say(words),
    report: (event) => printEvent(terminal, event, url),
  });
  try {
    terminal.json({ proxy: running.url, caFile: certificateFile });
    const variables = clientEnvironment(running.url, { certificateFile, bundleFile }, inherited);
    printProxy(terminal, { proxyUrl: running.url, targetUrl: url, certificateFile, variables });
    await stopped;
  } finally {
    await running.close();
  }
  return 0;
}
