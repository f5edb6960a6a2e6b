const DOCS = "https://pay.weixin.qq.com";
const COMMUNITY = "https://developers.weixin.qq.com/community";
const SKILLS =
  "https://github.com/wechatpay-apiv3/wechatpay-skills/blob/15f40d070c503be7f02c3ebeb8dfb6b8274f3291/wechatpay-basic-payment/references/3-%E5%95%86%E6%88%B7%E4%B8%8E%E6%9C%8D%E5%8A%A1%E5%95%86%E9%80%9A%E7%94%A8/%E6%8E%A5%E5%85%A5%E6%8C%87%E5%8D%97";

/** The pages of WeChat Pay from which the rules of the cases come. */
export const RULE_SOURCES = {
  /** 回调通知注意事项: the URL, logins, five seconds, repetitions, probes. */
  receiving: `${DOCS}/docs/partner/development/practices/notification-considerations.html`,
  /** 支付通知: repetitions, locks, comparison with the merchant's own order. */
  payment: `${DOCS}/docs/partner/apis/partner-native-payment/payment-notice.html`,
  /** 如何使用微信支付公钥验签: the signed text, the original body. */
  signature: `${DOCS}/docs/merchant/development/interface-rules/signature-verification.html`,
  /** 签名与验签规则, of WeChat Pay's repository: five minutes. */
  time: `${SKILLS}/%E7%AD%BE%E5%90%8D%E4%B8%8E%E9%AA%8C%E7%AD%BE%E8%A7%84%E5%88%99.md`,
  /** 如何从平台证书切换成微信支付公钥. */
  keyChange: `${DOCS}/docs/partner/products/platform-certificate/update-pub-key.html`,
  /** 如何解密回调报文和平台证书: associated_data may be empty. */
  decryption: `${DOCS}/docs/partner/products/platform-certificate/decryption-certificate.html`,
  combined: `${DOCS}/wiki/doc/apiv3/apis/chapter5_1_13.shtml`,
  provider: `${DOCS}/docs/partner/apis/partner-h5-payment/payment-notice.html`,
  refund: `${DOCS}/wiki/doc/apiv3/apis/chapter3_1_11.shtml`,
  /** 申请退款: several refunds of one payment, and the same number again after a failure. */
  refundRequest: `${DOCS}/wiki/doc/apiv3/apis/chapter3_1_9.shtml`,
  /** 基本规则: members may be added. */
  compatibility: `${DOCS}/docs/merchant/development/interface-rules/basic-rules.html`,
  /** 回调接口 of the signature test: an event that is no payment. */
  echo: `${DOCS}/doc/v3/partner/4019605946`,
  /** Refunds made in the merchant platform are notified in the form of APIv2. */
  platformRefund: `${COMMUNITY}/develop/doc/000662c8db8e8870994f5b55f5b800`,
  /** The status decides, not the body. */
  status: `${COMMUNITY}/pay/doc/000e4c3d4a83607545eb97f5856c00`,
} as const;
