export const COMPONENT_EVENT_FIELDS = `number, component_appid AS "componentAppid", appid,
  info_type AS "infoType", pre_auth_code AS "preAuthCode", created_at_ms AS "createdAtMs", failures`;
