import type { Messages } from '../messages.ts';

export const signIn: Messages['signIn'] = {
  title: '登录',
  signIn: '登录',
  beginning: '正在准备…',
  needed: (server) => `${server} 要求您登录。`,
  asksFor: '它请求',
  waiting: '正在等待浏览器。',
  waitsUntil: (time) => `等待至 ${time}。在浏览器中完成后会自动返回这里。`,
  open: (host) => `前往 ${host}`,
  elsewhere: '浏览器在另一台机器上',
  lastAddress: '最后那个打不开的页面的地址',
  finish: '完成',
  again: '重新登录',
  cancel: '取消',
  dismiss: '关闭',
  signedIn: '已登录，颁发者：',
  renews: '会自动续期。',
  ends: (time) => `于 ${time} 结束。`,
  wanted: '它请求了未获允许的权限：',
  allowMore: '允许更多',
  signOut: '退出登录',
  signOutOf: (server) => `退出 ${server} 的登录？`,
  signOutWhat: (server) =>
    `Loom 会忘记其令牌并请求撤销。${server} 会等待有人重新登录；在此期间对它的调用会失败。`,
};
