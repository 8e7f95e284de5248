import type { Messages } from '../messages.ts';

export const about: Messages['about'] = {
  what: 'このマシン上の 1 つのハブを通じて、すべての MCP クライアントがすべての MCP サーバーを利用できます。',
  version: 'バージョン',
  versionName: 'バージョン',
  host: '実行形態',
  hosts: { headless: 'ヘッドレスのハブ', desktop: 'デスクトップアプリ' },
  process: 'プロセス',
  pid: (pid: string) => `pid ${pid}、起動:`,
  node: 'Node',
  files: {
    title: 'ファイルとフォルダー',
    aside: 'Loom が保存するものはすべてここにあります。',
    registry: 'サーバー',
    config: '設定',
    state: '状態: キャッシュ、呼び出し、ログ',
    socket: 'ローカルソケット',
    http: 'エンドポイント',
    nameOf: (what: string) => `${what}のパス`,
  },
  documents: {
    title: 'ドキュメント',
    aside: 'Loom のフォルダー内にあります。',
    list: [
      { file: 'README.md', about: 'Loom の機能と 5 分間のツアー' },
      { file: 'ARCHITECTURE.md', about: '構造と、何をどこに追加するか' },
      { file: 'docs/clients.md', about: 'Loom が書き込むすべてのクライアントと、その注意点' },
      { file: 'docs/fidelity.md', about: 'クライアントとサーバーから見えるハブの影響' },
      { file: 'docs/conformance.md', about: '公式の適合性テストスイートの結果' },
      { file: 'docs/openapi.json', about: 'ハブ自身の API (OpenAPI)' },
    ],
  },
  licences: {
    title: 'ライセンス',
    aside:
      'Loom は MIT ライセンスのフリーソフトウェアです。使用しているソフトウェアの大半も同様です。',
  },
};
