/** The page of an endpoint. */
export const endpointPath = (id: string): string => `/webhooks/${encodeURIComponent(id)}`;

/** The page of the delivery of one event to an endpoint. */
export const deliveryPath = (id: string, eventId: string): string =>
  `${endpointPath(id)}/${encodeURIComponent(eventId)}`;
