export default {
  home: '首页',
  hello: '{name}，您好',
} as const
