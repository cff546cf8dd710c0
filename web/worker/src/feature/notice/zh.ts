export default {
  messages: '消息',
  unread: '{n} 条未读消息',
  look: '查看',
  none: '还没有消息。开抢提醒、候补名额和明天的场次会在这里告诉您。',
  fresh: '未读',
  open: '去看看',
  texts: '同时发短信',
  textsHint: '重要消息也发到手机短信，晚上 10 点到早上 8 点不发',
  failed: '没有存上，请稍后再试。',
} as const
