/** A setting with which the platform cannot start; its message says what to do, to a person. */
export class SettingsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SettingsError";
  }
}
