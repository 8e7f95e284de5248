import type { Messages } from '../messages.ts';

export const doctor: Messages['doctor'] = {
  again: '再実行',
  running: '確認中…',
  looking: 'ファイル、コマンド、サーバー、このマシンを確認中…',
  lookingFor: (span: string) =>
    `${span}経過しましたが、まだ確認中です。コマンドまたはディスクの応答に時間がかかっています。`,
  checked: '確認',
  verdicts: { fail: '失敗', warn: '注意', skip: '未確認', ok: '正常' },
  counts: {
    fail: (_count: number, text: string) => `失敗 ${text} 件`,
    warn: (_count: number, text: string) => `要注意 ${text} 件`,
    skip: (_count: number, text: string) => `確認不可 ${text} 件`,
    ok: (_count: number, text: string) => `正常 ${text} 件`,
  },
  sections: {
    fail: '失敗',
    warn: '要注意',
    skip: '確認できなかった項目',
    ok: '正常',
  },
  command: 'コマンド',
  fixing: '処理中…',
  fix: (verb: string, title: string) => `${verb}: ${title}`,
  fixed: (title: string) => `完了: ${title}`,
  report: {
    title: 'バグ報告用',
    what: 'このハブの情報を 1 つの JSON ファイルにまとめます。ここで作成され、どこにも送信されません。',
    inside:
      '含まれるもの: バージョンとシステム、これらの確認結果、既定値と異なる設定、サーバー・クライアント・セッションの状態、ハブのログの最後の 200 行、失敗しているサーバーの最後の 20 行。',
    outside:
      '含まれないもの: 保管庫のシークレット、トークン、変数・ヘッダー・引数の値、URL のパス、呼び出しとその内容。ホームフォルダーは ~ と表記されます。',
    show: '表示',
    making: '作成中…',
    download: '診断情報をダウンロード',
    name: '診断情報',
    sizeOf: (size: string) => `${size}。送信する前に内容を確認してください。`,
  },
};
