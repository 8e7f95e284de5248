import type { Messages } from '../messages.ts';

export const health: Messages['health'] = {
  disabled: '無効',
  idle: 'アイドル',
  starting: '起動中',
  running: '実行中',
  retrying: '再試行中',
  waiting: '待機中',
  failed: '失敗',
  whyDisabled: 'オフになっています。',
  whyIdle: (since: string) =>
    `プロセスは実行されていません。最初の使用時に起動します。\nアイドル開始: ${since}。`,
  whyStarting: (span: string, since: string) => `起動中: ${span} (開始: ${since})。`,
  whyRunning: (since: string) => `応答開始: ${since}。`,
  whyRetrying: (since: string, attempts: number) =>
    `失敗が続いています (開始: ${since})。これまでの試行: ${attempts} 回。`,
  retryIn: (span: string) => `${span}後に Loom が再試行します。`,
  retryOnCall: '次の呼び出し時に Loom が再試行します。',
  whyWaiting: (awaits: string, since: string) => `待機対象: ${awaits} (開始: ${since})。`,
  whyFailed: (since: string) => `中止しました (${since})。再起動するまで何も試行されません。`,
  warned: '想定外の動作をしています:',
  process: (key: string, pid: string, sessions: string, calls: string) =>
    `${key}${pid}: ${sessions}、${calls}`,
  pid: (pid: number) => `、pid ${pid}`,
  inFlight: (_count: number, text: string) => `処理中の呼び出し ${text} 件`,
};
