/** A setting with which the platform cannot start. Its message is for the operator, with the next step. */
export class SettingsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SettingsError";
  }
}
