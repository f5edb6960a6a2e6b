/** The operator's interface of a running Dingdan. */
export interface Admin {
  readonly url: string;
  readonly adminKey: string;
}

/** Calls the operator's interface and returns the reply. Throws the answer if the call failed. */
export async function callAdmin<T>(
  { url, adminKey }: Admin,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${adminKey}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}
