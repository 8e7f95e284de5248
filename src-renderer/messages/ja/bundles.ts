import type { Messages } from '../messages.ts';

export const bundles: Messages['bundles'] = {
  choose: 'ファイルを選ぶ',
  another: '別のファイルを選ぶ',
  hint: 'サーバーの作者が配布する .mcpb ファイルです。ここにドロップすることもできます。コマンドを確認するまで、何も実行されません。',
  notBundle: (file) => `${file} はバンドルではありません。名前が .mcpb で終わっていません。`,
  reading: 'バンドルを読み込んでいます…',
  about: 'バンドルについて',
  author: '作者（自己申告）',
  file: 'ファイル',
  files: (_count, text) => `${text} 個のファイル`,
  size: (packed, files, unpacked) => `${packed}、${files}、展開後 ${unpacked}`,
  signature: '署名',
  signed: 'あります。Loom は検証しません。',
  unsigned: '署名なし',
  runsWith: '実行環境',
  kinds: { node: 'Node.js', python: 'Python', binary: '独自のプログラム', uv: 'uv (Python)' },
  license: 'ライセンス',
  homepage: 'ホームページ',
  claims: (tools) => `自己申告によるツール: ${tools}`,
  platform: (platforms, here) =>
    `作者によると ${platforms} で動作します。ここは ${here} なので追加できません。`,
  missingProgram: (program) =>
    `PATH に ${program} がありません。インストールするまでサーバーは起動できません。`,
  programVersion: (program, wanted, found) =>
    `${program} ${wanted} が必要ですが、ここにあるのは ${found} です。動作しないかもしれません。`,
  secretInArguments: (label) =>
    `${label} はコマンドの引数に入ります。実行中は、このマシンのすべてのユーザーが読み取れます。`,
  missingFile: (file) => `起動するファイル ${file} がバンドルにありません。`,
  target: 'どうするか',
  renew: (server, version) => `${server}（バージョン ${version}）を置き換える`,
  anew: (server) => `${server} を設定し直す（同じバンドル）`,
  asNew: '別のサーバーとして追加する',
  otherAuthors: '別の作者',
  otherAuthor: ({ server, before, now }) =>
    `同じ名前の別のバンドルが ${server} としてインストールされており、作者は ${before} と称しています。こちらは ${now} と称しています。両方が同じ作者のものだとわかっている場合にのみ置き換えてください。`,
  unknownAuthor: (server) =>
    `同じ名前のバンドルが ${server} としてインストールされていますが、その作者は Loom にはわかりません。両方が同じ作者のものだとわかっている場合にのみ置き換えてください。`,
  unpacked: '展開先:',
  replaces: (version) =>
    `バージョン ${version} を置き換えます。サーバーについて設定した内容は残ります。`,
  replace: '置き換えて実行を許可する',
  filesGo: 'バンドルから展開されたファイルは 10 分後に消えます。',
};
