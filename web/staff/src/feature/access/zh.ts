export default {
  account: '我的账号',
  duties: '职责',
  noDuties: '现在没有职责。',
} as const
