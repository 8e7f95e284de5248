import type { Messages } from '../messages.ts';

export const hub: Messages['hub'] = {
  detail: 'ハブのメッセージ',
  errors: {
    internal: {
      what: 'Loom 自体で問題が起きました。',
      remedy:
        'もう一度お試しください。繰り返す場合は「診断」ページで診断データをダウンロードし、不具合として報告してください。',
    },
    usage: {
      what: 'ハブはこの入力を受け付けられません。',
      remedy: '示された箇所を直してから、もう一度お試しください。',
    },
    'invalid-registry': {
      what: 'registry.yaml に誤りがあります。',
      remedy: '示された箇所を直してください。保存するとすぐに読み直されます。',
    },
    'invalid-config': {
      what: 'config.yaml に誤りがあります。',
      remedy: '示された箇所をファイルか「設定」で直してください。',
    },
    'file-unreadable': {
      what: 'ファイルを読み込めません。',
      remedy: 'ファイルが存在し、読み取り権限があるか確認してください。',
    },
    'file-unwritable': {
      what: 'ファイルに書き込めません。',
      remedy: 'ディスクの空き容量とファイルの権限を確認してください。',
    },
    'name-taken': {
      what: 'この名前はすでに使われています。',
      remedy: '別の名前を選ぶか、先に古いほうを削除してください。',
    },
    'not-found': {
      what: 'この名前のものはありません。',
      remedy: '削除された可能性があります。一覧をもう一度確認してください。',
    },
    'hub-not-running': {
      what: 'ハブが実行されていません。',
      remedy: 'Loom を起動してください。このページは自動的に接続します。',
    },
    'hub-already-running': {
      what: 'ハブはすでに実行中です。',
      remedy: 'そのハブを使うか、先に停止してください。',
    },
    'hub-stopping': {
      what: 'ハブが停止しようとしています。',
      remedy: '再び起動するまでお待ちください。このページは自動的に接続します。',
    },
    'hub-restarted': {
      what: '呼び出し中にハブが再起動されました。',
      remedy: 'もう一度お試しください。呼び出しが実行されたかどうかは不明です。',
    },
    'hub-paused': {
      what: 'すべてのサーバーが一時停止中です。',
      remedy: 'サイドバーの下にある「再開」を押してください。',
    },
    'unsafe-listener': {
      what: 'ハブがトークンなしでネットワークに公開されてしまいます。',
      remedy:
        '「設定」で http.address を 127.0.0.1 に、または http.auth.type を token にしてください。',
    },
    'address-in-use': {
      what: '別のプログラムがハブのアドレスを使っています。',
      remedy: '「設定」で http.address に別のポートを選び、ハブを再起動してください。',
    },
    'unsafe-directory': {
      what: 'Loom のフォルダーが他のユーザーからアクセスできます。',
      remedy: '自分専用のフォルダーにするか、LOOM_HOME に専用のフォルダーを指定してください。',
    },
    'server-failed': {
      what: 'サーバーが失敗しました。',
      remedy: 'サーバーのページの「ログ」タブで最後の出力を確認できます。',
    },
    'server-crashed': {
      what: 'サーバーが予期せず終了しました。',
      remedy: '自動的に再起動します。サーバーのページの「ログ」タブで最後の出力を確認できます。',
    },
    'server-timeout': {
      what: 'サーバーが時間内に応答しませんでした。',
      remedy: 'サーバーのページの「ログ」タブを見るか、「設定」タブで制限時間を延ばしてください。',
    },
    'server-disabled': {
      what: 'サーバーは無効です。',
      remedy: '「サーバー」ページで有効にしてください。',
    },
    'server-unavailable': {
      what: 'サーバーは現在使えません。',
      remedy: '示された問題を直してから、サーバーを再起動してください。',
    },
    'server-busy': {
      what: 'サーバーが混み合っています。',
      remedy: 'しばらくしてからもう一度お試しください。',
    },
    'server-protocol': {
      what: 'サーバーがプロトコルに従っていません。',
      remedy: '新しいバージョンを探すか、作者に知らせてください。',
    },
    'unknown-reference': {
      what: '参照先がありません。',
      remedy: '参照されているものを設定するか、サーバーの定義で参照を直してください。',
    },
    'unknown-profile': {
      what: 'そのプロファイルはありません。',
      remedy: '「プロファイル」ページで追加するか、別のものを選んでください。',
    },
    'message-too-large': {
      what: 'メッセージが大きすぎます。',
      remedy: '要求を小さくするか、「設定」で limits.max_message を増やしてください。',
    },
    'too-many-sessions': {
      what: '接続しているクライアントが多すぎます。',
      remedy: 'いくつか閉じるか、「設定」で http.max_sessions を増やしてください。',
    },
    'input-refused': {
      what: 'サーバーが求めたものが渡されませんでした。',
      remedy: 'もう一度呼び出し、サーバーが求めるものを許可してください。',
    },
    'host-refused': {
      what: 'ハブはこのアドレスを拒否します。',
      remedy: 'http://127.0.0.1 または http://localhost でコンソールを開いてください。',
    },
    'origin-refused': {
      what: 'ハブはこのウェブページからの呼び出しを拒否します。',
      remedy: '「設定」の http.allowed_origins にそのアドレスを追加してください。',
    },
    'no-console-session': {
      what: 'このウィンドウからはハブにアクセスできません。',
      remedy: 'Loom の新しいリンクでコンソールを開き直してください。',
    },
    unauthorized: {
      what: '有効なトークンがありません。',
      remedy: '「シークレットとトークン」でトークンを作成し、クライアントに渡してください。',
    },
    'too-many-attempts': {
      what: '誤ったトークンが何度も提示されました。',
      remedy:
        'クライアントに有効なトークンを渡してください。「シークレットとトークン」で作成できます。',
    },
    'profile-refused': {
      what: 'このトークンはこのプロファイル用ではありません。',
      remedy:
        'トークン自身のプロファイルを使うか、このプロファイル用のトークンを作成してください。',
    },
    'tool-failed': {
      what: 'ツールが失敗を報告しました。',
      remedy: '内容を確認し、引数を直してからもう一度呼び出してください。',
    },
    'vault-locked': {
      what: '保管庫がロックされています。',
      remedy: 'ロックを解除してください。シークレットを待っているものは自動的に続行します。',
    },
    'vault-unavailable': {
      what: '保管庫にアクセスできません。',
      remedy: '示された問題を直すか、「設定」の vault.type で別の保管先を選んでください。',
    },
    'vault-damaged': { what: '保管庫が壊れています。', remedy: '最後の正常な版に戻してください。' },
    'vault-read-only': {
      what: '保管庫に書き込めません。',
      remedy: '「設定」の vault.type で別の保管先を選んでください。',
    },
    'secret-too-large': {
      what: 'シークレットが保管庫には大きすぎます。',
      remedy: 'ファイルに保存し、そのパスをサーバーに渡してください。',
    },
    'invalid-secret-name': {
      what: 'これはシークレットの名前にできません。',
      remedy: 'GITHUB_TOKEN のような別の名前を選んでください。',
    },
    'sign-in-needed': {
      what: 'サーバーがサインインを求めています。',
      remedy: 'サーバーのページでサインインしてください。',
    },
    'sign-in-failed': {
      what: 'サインインできませんでした。',
      remedy: 'サーバーのページでもう一度サインインしてください。',
    },
    'missing-secret': {
      what: 'シークレットがありません。',
      remedy: '「シークレットとトークン」で設定してください。',
    },
    'invalid-client-file': {
      what: 'クライアントのファイルに誤りがあります。',
      remedy: 'ファイルを直すか、クライアントに任せてください。Loom は変更していません。',
    },
    'invalid-bundle': {
      what: 'このバンドルは使えません。',
      remedy: 'もう一度ダウンロードするか、作成元に問い合わせてください。何も展開されていません。',
    },
    'file-changed': {
      what: 'その間に内容が変わりました。',
      remedy: 'もう一度確認してから確定してください。',
    },
    'file-busy': {
      what: '別のプログラムがファイルを使用中です。',
      remedy: 'しばらくしてからもう一度試すか、先にクライアントを終了してください。',
    },
    'unknown-client': {
      what: 'Loom はこのクライアントを知りません。',
      remedy: '「クライアント」ページに、知っているものがすべてあります。',
    },
    'not-expressible': {
      what: 'クライアントのファイルではこれを表せません。',
      remedy: '代わりに「クライアント」ページで Loom 経由で接続してください。',
    },
    'undo-conflict': {
      what: 'その後ファイルが変更されたため、元に戻せません。',
      remedy:
        'ファイルを手で変更してください。書き込んだ内容はクライアントのページで確認できます。',
    },
    'secret-in-use': {
      what: 'シークレットは使用中です。',
      remedy: '先に参照を外すか、それでも削除してください。',
    },
  },
};
