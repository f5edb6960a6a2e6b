/** The variables and the default port of `--host` and `--port` of a command. */
export interface AddressSource {
  readonly hostVariable: string;
  readonly portVariable: string;
  readonly defaultPort: number;
}

export interface AddressFlags {
  readonly host?: string;
  readonly port?: string;
}

/** The address that a command listens on. */
export interface Address {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
}

export const DEFAULT_HOST = "127.0.0.1";

export const SERVE_ADDRESS = {
  hostVariable: "DINGDAN_HOST",
  portVariable: "DINGDAN_PORT",
  defaultPort: 8321,
} as const satisfies AddressSource;

export const PROXY_ADDRESS = {
  hostVariable: "DINGDAN_PROXY_HOST",
  portVariable: "DINGDAN_PROXY_PORT",
  defaultPort: 8322,
} as const satisfies AddressSource;

/** The URL of `dingdan serve` on its default address. */
export const DEFAULT_URL = `http://${DEFAULT_HOST}:${SERVE_ADDRESS.defaultPort}`;
