-- What a session's owner knows it by: the device and the browser that its user agent named.
alter table access.session
  add column device text not null default 'OTHER' constraint device_is_known check (
    device in ('ANDROID', 'HARMONY', 'IPHONE', 'IPAD', 'WINDOWS', 'MAC', 'LINUX', 'OTHER')),
  add column browser text not null default 'OTHER' constraint browser_is_known check (
    browser in ('WECHAT', 'ALIPAY', 'QQ', 'UC', 'HUAWEI', 'XIAOMI', 'EDGE', 'FIREFOX', 'CHROME',
      'SAFARI', 'OTHER'));
