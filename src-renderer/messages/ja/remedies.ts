import type { Messages } from '../messages.ts';

export const remedies: Messages['remedies'] = {
  'set-secret':
    '「シークレットとトークン」で設定してください。その後サーバーは自動的に起動します。',
  'unlock-keychain':
    'システムのキーチェーンのロックを解除してください。シークレットを待っているものは自動的に続行します。',
  'use-secrets-file':
    'デスクトップにログインするか、「設定」の vault.type で file を選んでください。',
  'set-master-key': 'ハブを起動する環境で LOOM_MASTER_KEY を設定し、ハブを再起動してください。',
  'restore-vault':
    '以前の版に戻してください。隣にある .bak で終わるファイルか、自分の控えを使えます。',
  'restore-key':
    '鍵ファイルを戻すか、ハブを起動する環境の LOOM_MASTER_KEY に鍵を設定してください。',
  'open-project': 'プロジェクトのフォルダーでクライアントを起動してください。',
  'update-loom': 'Loom を更新してください。',
  'reinstall-loom': 'Loom を再インストールしてください。',
  'correct-folder': 'サーバーの定義で作業フォルダーを直すか、そのフォルダーを作成してください。',
  'correct-command': 'サーバーの定義でコマンドを直すか、インストールしてください。',
  'correct-address': 'サーバーの定義で URL、種類、またはヘッダーを直してください。',
  'correct-entry': '定義を直してください。何も書き込まれていません。',
  'check-credentials': 'サーバーのヘッダーと、そこで参照しているシークレットを確認してください。',
  'make-executable': 'ファイルに実行権限を付けるか、インタープリターをコマンドに指定してください。',
  'install-node':
    'Node.js (https://nodejs.org) をインストールするか、サーバーの定義でコマンドの完全なパスを指定してください。',
  'install-python':
    'Python (https://www.python.org) をインストールするか、サーバーの定義でコマンドの完全なパスを指定してください。',
  'install-uv':
    'uv (https://docs.astral.sh/uv) をインストールするか、サーバーの定義でコマンドの完全なパスを指定してください。',
  'install-docker':
    'Docker (https://docs.docker.com/get-docker) をインストールするか、サーバーの定義でコマンドの完全なパスを指定してください。',
  'install-command':
    'プログラムをインストールするか、サーバーの定義で完全なパスを指定してください。',
  'install-interpreter':
    'インタープリターをインストールするか、それをコマンドに、ファイルを最初の引数に指定してください。',
  'repair-and-restart': '示された問題を直してから、サーバーを再起動してください。',
  'try-again': 'しばらくしてからもう一度お試しください。',
  'effect-unknown': 'もう一度お試しください。呼び出しが実行されたかどうかは不明です。',
  'raise-call-timeout': 'サーバーのページの「設定」タブで呼び出しの制限時間を延ばしてください。',
  'choose-value': '別の値を選んでください。何も書き込まれていません。',
  'choose-name': '別の名前を選んでください。',
  'choose-profile': '既存のプロファイルから選ぶか、「プロファイル」ページで追加してください。',
  'edit-by-hand': 'ファイルを手で編集してください。保存するとすぐに読み直されます。',
  'restore-registry': 'ファイルを戻すか、サーバーなしにするなら空のファイルを作成してください。',
  'read-files-again': 'ファイルを編集したら、「概要」ページでファイルを読み直してください。',
  'run-checks-again': '検査をもう一度実行してください。',
  'connect-again': '「クライアント」のそのページで接続し直してください。',
  'use-proxy': '代わりにプロキシ経由で接続してください。トークンは不要です。',
  'turn-on-in-client': 'クライアント側でそのエントリをオンにしてください。',
  'revoke-tokens': '使われていないトークンを失効させてください。',
  'make-kept-token':
    '「シークレットとトークン」で、テキストを保管庫に残すトークンを作成してください。',
  'renew-clients-token':
    '失効したトークンをクライアントが使っている可能性があります。新しいものを渡してください。そうでなければ、誰かが推測を試みています。',
  'turn-on-http': '「設定」で http.enabled をオンにし、ハブを再起動してください。',
  'fill-in': '先に入力してください。',
  'output-says-why': '出力された内容に理由があります。',
  'run-in-terminal': '何も出力されていません。同じコマンドを端末で実行すると詳しく分かります。',
  'other-version': '新しい Loom か、サーバーの別のバージョンを探してください。',
  'correct-era': 'サーバーの定義から era を外してください。Loom が話し方を自動的に調べます。',
};
