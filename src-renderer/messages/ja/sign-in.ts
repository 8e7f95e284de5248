import type { Messages } from '../messages.ts';

export const signIn: Messages['signIn'] = {
  title: 'サインイン',
  signIn: 'サインイン',
  beginning: '準備しています…',
  needed: (server) => `${server} はサインインを求めています。`,
  asksFor: '求められている権限:',
  waiting: 'ブラウザーを待っています。',
  waitsUntil: (time) => `${time} まで待ちます。ブラウザーでの結果は自動的にここへ戻ります。`,
  open: (host) => `${host} に進む`,
  elsewhere: 'ブラウザーが別のマシンにある場合',
  lastAddress: '最後に表示できなかったページのアドレス',
  finish: '完了する',
  again: 'もう一度サインイン',
  cancel: 'キャンセル',
  dismiss: '閉じる',
  signedIn: 'サインイン済み。発行元:',
  renews: '自動的に更新されます。',
  ends: (time) => `${time} に終了します。`,
  wanted: '許可されていない権限を求めました:',
  allowMore: '追加で許可',
  signOut: 'サインアウト',
  signOutOf: (server) => `${server} からサインアウトしますか？`,
  signOutWhat: (server) =>
    `Loom はトークンを消去し、失効させます。${server} は誰かが再びサインインするまで待機し、その間の呼び出しは失敗します。`,
};
