import type { PresetTexts } from './preset-texts.ts';

export const texts: PresetTexts = {
  'List bases and tables, and read and write records, fields and comments.':
    'ベースとテーブルを一覧表示し、レコード、フィールド、コメントを読み書きします。',
  'Reads and changes the bases that the token may use.':
    'トークンで使えるベースを読み取り、変更します。',
  'Personal access token': '個人用アクセストークン',
  'Give it schema.bases:read and data.records:read; add the write scopes if you want changes.':
    'schema.bases:read と data.records:read を付与します。変更も行う場合は、書き込み用のスコープも追加します。',
  'Run thousands of ready-made scrapers for search engines, maps, shops and social media.':
    '検索エンジン、地図、ショップ、SNS などに対応した、数千種類の既製スクレイパーを実行します。',
  'Runs scrapers in your account; each run costs credits.':
    'あなたのアカウントでスクレイパーを実行し、実行のたびにクレジットを消費します。',
  'API token': 'API トークン',
  'Search arXiv, download papers and read them.':
    'arXiv を検索し、論文をダウンロードして読みます。',
  'Keeps the papers that it downloads in the folder below.':
    'ダウンロードした論文を下のフォルダーに保存します。',
  'Folder for papers': '論文のフォルダー',
  'Search, read and change Jira issues and Confluence pages, in the cloud or on your own servers.':
    'クラウドまたは自前のサーバーにある Jira の課題と Confluence のページを検索、閲覧、変更します。',
  'Changes issues and pages in your name, unless it is read only.':
    '読み取り専用にしない限り、あなたの名義で課題とページを変更します。',
  Site: 'サイト',
  'Such as https://your-company.atlassian.net.': '例: https://your-company.atlassian.net',
  'expected the address without what follows the name, such as https://acme.atlassian.net':
    'https://acme.atlassian.net のように、ホスト名までのアドレスを入力してください',
  Email: 'メールアドレス',
  'expected the email address that you sign in with':
    'サインインに使うメールアドレスを入力してください',
  'Read only': '読み取り専用',
  'Refuses everything that changes something.': '変更を伴う操作をすべて拒否します。',
  'AWS documentation, what is new, code samples and which region has which service.':
    'AWS のドキュメント、最新情報、コードサンプル、リージョンごとの提供サービスを調べます。',
  'Sends searches to AWS.': '検索内容を AWS に送信します。',
  'Work items, repositories, pull requests, pipelines, wikis and test plans.':
    '作業項目、リポジトリ、プルリクエスト、パイプライン、Wiki、テスト計画を扱います。',
  'On Linux it needs libsecret.': 'Linux では libsecret が必要です。',
  'Opens your browser to sign in when it is first used.':
    '初回の使用時に、サインインのためブラウザーを開きます。',
  'Changes work items, pull requests and pipelines.':
    '作業項目、プルリクエスト、パイプラインを変更します。',
  Organization: '組織',
  'As in dev.azure.com/contoso.': 'dev.azure.com/contoso の contoso にあたる部分です。',
  'expected the name alone, such as contoso': 'contoso のように、名前だけを入力してください',
  'Sign in with': 'サインイン方法',
  'interactive opens a browser; azcli uses what `az login` left.':
    'interactive はブラウザーを開き、azcli は `az login` によるサインイン情報を使います。',
  'Search the web, news, images, videos and places with Brave.':
    'Brave で Web、ニュース、画像、動画、場所を検索します。',
  'Sends searches to Brave; each one counts against your plan.':
    '検索内容を Brave に送信し、1 件ごとにプランの利用枠を消費します。',
  'API key': 'API キー',
  '27 kinds of charts, maps and diagrams as images.':
    '27 種類のグラフ、地図、図を画像として作成します。',
  "Sends the data of each chart to AntV's service, which draws it, unless you name your own.":
    '自前のサービスを指定しない限り、各グラフのデータを AntV のサービスに送信して描画します。',
  'Own drawing service': '自前の描画サービス',
  "The address of one that you host. Leave empty for AntV's.":
    '自分でホストするサービスのアドレスです。空のままにすると AntV のサービスを使います。',
  'Inspect, debug and measure pages in a live Chrome, with traces and network requests.':
    '実際の Chrome で、トレースやネットワークリクエストも使ってページを調査、デバッグ、計測します。',
  'Sees and changes everything in the browser that it starts.':
    '起動したブラウザー内のすべてを閲覧、変更できます。',
  'Without a window': 'ウィンドウを表示しない',
  'Forget everything afterwards': '終了後にすべて消去',
  'Without it, one profile is used by all, and by one browser at a time.':
    'オフにすると、全体で 1 つのプロファイルを共用し、同時に使えるのは 1 つのブラウザーだけになります。',
  'A Chrome that runs': '実行中の Chrome',
  'The address of its debugging port, such as http://127.0.0.1:9222. Leave empty to start one.':
    'デバッグポートのアドレスです (例: http://127.0.0.1:9222)。空のままにすると新しく起動します。',
  "Search Cloudflare's documentation.": 'Cloudflare のドキュメントを検索します。',
  'Sends searches to Cloudflare.': '検索内容を Cloudflare に送信します。',
  'Current documentation and code examples of libraries, for the version that you use.':
    '使用中のバージョンに合った、ライブラリの最新のドキュメントとコード例を取得します。',
  'Sends what it looks up to Upstash.': '調べる内容を Upstash に送信します。',
  'Not needed; with one there are higher limits.':
    'なくても使えますが、設定すると利用上限が上がります。',
  'Explore and query PostgreSQL, MySQL, MariaDB, SQL Server, Oracle and SQLite.':
    'PostgreSQL、MySQL、MariaDB、SQL Server、Oracle、SQLite の内容を調べ、クエリを実行します。',
  "Runs any SQL that the database's user may run. Give it a user that can only read.":
    'データベースのユーザーに許可された SQL をすべて実行できます。読み取り専用のユーザーを指定してください。',
  'Needs Node.js 22.5 or newer.': 'Node.js 22.5 以降が必要です。',
  'Connection string': '接続文字列',
  'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… or sqlite:///path/to/file.db. It is kept as a secret, since it holds a password.':
    'postgres://user:password@host:5432/name、mysql://…、mariadb://…、sqlserver://…、oracle://…、または sqlite:///path/to/file.db。パスワードを含むため、シークレットとして保管されます。',
  'expected an address such as postgres://user:password@host:5432/name':
    'postgres://user:password@host:5432/name のようなアドレスを入力してください',
  'Ask questions about any public repository on GitHub and read its generated wiki.':
    'GitHub の公開リポジトリについて質問し、生成された Wiki を読みます。',
  'Sends questions to Cognition; public repositories only.':
    '質問を Cognition に送信します。対象は公開リポジトリのみです。',
  'Apps, Droplets, databases, networking and Kubernetes on DigitalOcean.':
    'DigitalOcean のアプリ、Droplet、データベース、ネットワーク、Kubernetes を扱います。',
  'Creates, changes and deletes what the token allows, which costs money.':
    'トークンに許可された範囲で作成、変更、削除を行い、費用が発生します。',
  Services: 'サービス',
  'Of these only are there tools.': 'ここに挙げたサービスのツールだけを提供します。',
  'expected names such as apps or networking': 'apps や networking のような名前を入力してください',
  'Make diagrams from Mermaid, CSV or XML and open them in the draw.io editor.':
    'Mermaid、CSV、XML から図を作成し、draw.io のエディターで開きます。',
  'Opens your browser.': 'ブラウザーを開きます。',
  'Lint files with the ESLint configuration of their project.':
    'プロジェクトの ESLint 設定を使ってファイルを検査します。',
  "Runs the project's ESLint configuration and its plugins, which is code.":
    'プロジェクトの ESLint 設定とプラグインのコードを実行します。',
  Project: 'プロジェクト',
  'Where ESLint and its configuration are looked for.': 'ESLint とその設定を探す場所です。',
  'One of each thing that MCP has; for trying out clients.':
    'MCP の機能を一通り備えた、クライアントの動作確認用サーバーです。',
  "Asks its client back; a tool shows the server's environment.":
    'クライアントに対しても要求を送ります。サーバーの環境変数を表示するツールがあります。',
  'Search the web by meaning and read pages.': '意味に基づいて Web を検索し、ページを読みます。',
  'Sends searches to Exa; each one counts against your plan.':
    '検索内容を Exa に送信し、1 件ごとにプランの利用枠を消費します。',
  'Fetch web pages as Markdown.': 'Web ページを Markdown として取得します。',
  'Fetches any address, also on your own network.':
    'あなたのネットワーク内も含め、任意のアドレスから取得します。',
  'Layout and styles of Figma designs in a form from which code can be written.':
    'Figma デザインのレイアウトとスタイルを、コードに書き起こせる形で取得します。',
  'Reads every design that the token can see.':
    'トークンで閲覧できるすべてのデザインを読み取ります。',
  'Writes images into the folder below when asked to.':
    '求めに応じて、下のフォルダーに画像を書き込みます。',
  'With read access to file content.': 'File content の読み取り権限を付与します。',
  'Folder for images': '画像のフォルダー',
  'Images are downloaded into this folder only.':
    '画像はこのフォルダーにのみダウンロードされます。',
  'Read, write, search and move files in the folders you name, and nowhere else.':
    '指定したフォルダー内でのみ、ファイルの読み書き、検索、移動を行います。',
  'Reads, changes and overwrites files in these folders.':
    'これらのフォルダー内のファイルを読み取り、変更、上書きします。',
  Folders: 'フォルダー',
  'Folders that it may use. ${project} is the project folder of each client, so that every project sees its own files only.':
    '使用を許可するフォルダーです。${project} は各クライアントのプロジェクトフォルダーになるため、各プロジェクトからは自身のファイルだけが見えます。',
  'Scrape, crawl, map and search the web, and extract structured data.':
    'Web のスクレイピング、クロール、サイトマップ作成、検索を行い、構造化データを抽出します。',
  'Sends addresses and searches to Firecrawl; each call costs credits.':
    'アドレスと検索内容を Firecrawl に送信し、呼び出しのたびにクレジットを消費します。',
  'Needs Node.js 22 or newer.': 'Node.js 22 以降が必要です。',
  'Own instance': '自前のインスタンス',
  'The address of a Firecrawl that you host. Leave empty for the service.':
    '自分でホストする Firecrawl のアドレスです。空のままにすると公式のサービスを使います。',
  '28 Git tools, from clone and blame to rebase, worktrees and changelogs.':
    'clone や blame から rebase、worktree、変更履歴の作成まで、28 個の Git ツールを提供します。',
  'Changes repositories, and pushes to remotes with the credentials of your Git.':
    'リポジトリを変更し、あなたの Git の認証情報でリモートにプッシュします。',
  Folder: 'フォルダー',
  'It may use repositories in this folder only.': 'このフォルダー内のリポジトリだけを使えます。',
  'Status, diffs, commits, branches and history of local repositories.':
    'ローカルリポジトリの状態、差分、コミット、ブランチ、履歴を扱います。',
  'Commits, switches branches and resets the index.':
    'コミット、ブランチの切り替え、インデックスのリセットを行います。',
  Repository: 'リポジトリ',
  'The only repository that it may use. ${project} is the project folder of each client.':
    '使用を許可する唯一のリポジトリです。${project} は各クライアントのプロジェクトフォルダーになります。',
  "GitHub's server in a container on your machine; for GitHub Enterprise, too.":
    'このマシンのコンテナーで動く GitHub のサーバーで、GitHub Enterprise でも使えます。',
  'Does what the token allows, which may be more than you want to hand over.':
    'トークンに許可されたすべてを実行できます。意図した以上の権限を渡すことになる場合があります。',
  'A fine-grained token with access to the repositories that you want to use.':
    '使用するリポジトリへのアクセスを許可した fine-grained token を使います。',
  'GitHub Enterprise': 'GitHub Enterprise',
  'The address of your own GitHub. Leave empty for github.com.':
    '自前の GitHub のアドレスです。空のままにすると github.com を使います。',
  'Offers no tool that changes anything.': '変更を伴うツールを提供しません。',
  'Repositories, issues, pull requests, Actions and code search, hosted by GitHub.':
    'GitHub がホストするサーバーで、リポジトリ、Issue、プルリクエスト、Actions、コード検索を扱います。',
  Toolsets: 'ツールセット',
  'Leave empty for the usual ones. Others are actions, code_security, discussions, orgs and all.':
    '空のままにすると標準のものを使います。ほかに actions、code_security、discussions、orgs、all があります。',
  'expected names such as repos or pull_requests':
    'repos や pull_requests のような名前を入力してください',
  'Dashboards, data sources, Prometheus and Loki queries, alerts and incidents.':
    'ダッシュボード、データソース、Prometheus と Loki のクエリ、アラート、インシデントを扱います。',
  'Reads all data sources that the service account may query.':
    'サービスアカウントでクエリできるすべてのデータソースを読み取ります。',
  'Your Grafana': 'お使いの Grafana',
  'Such as https://myinstance.grafana.net. From a container, a Grafana on this machine is http://host.docker.internal:3000.':
    '例: https://myinstance.grafana.net。コンテナーから見たこのマシンの Grafana は http://host.docker.internal:3000 です。',
  'Service account token': 'サービスアカウントトークン',
  'Search models, datasets, Spaces and papers, and run Spaces as tools.':
    'モデル、データセット、Space、論文を検索し、Space をツールとして実行します。',
  'Sends searches to Hugging Face. Spaces that you add in its settings run with your account.':
    '検索内容を Hugging Face に送信します。Hugging Face の設定で追加した Space は、あなたのアカウントで実行されます。',
  'Access token': 'アクセストークン',
  'A token that can read is enough.': '読み取り専用のトークンで十分です。',
  'Pods, logs, events, resources and Helm releases of Kubernetes and OpenShift clusters.':
    'Kubernetes と OpenShift のクラスターの Pod、ログ、イベント、リソース、Helm リリースを扱います。',
  'Does what your kubeconfig allows, secrets of the cluster included.':
    'クラスターの Secret を含め、kubeconfig に許可されたすべてを実行できます。',
  Kubeconfig: 'kubeconfig',
  'Look at and change feature flags, environments, segments and AI configs.':
    'フィーチャーフラグ、環境、セグメント、AI Config を確認、変更します。',
  'Its key stands in the process list, where every user of this machine can read it.':
    'キーがプロセス一覧に表示され、このマシンのすべてのユーザーが読み取れます。',
  'Changes flags that people see at once, where the key allows it.':
    'キーで許可されている場合、利用者にすぐ反映されるフラグを変更します。',
  'API access token': 'API アクセストークン',
  'A token of a role that can only read is enough to look.':
    '確認だけなら、読み取り専用ロールのトークンで十分です。',
  Access: 'アクセス権',
  'Find, create and update issues, projects and comments, hosted by Linear.':
    'Linear がホストするサーバーで、Issue、プロジェクト、コメントを検索、作成、更新します。',
  'Changes issues and projects in your name.': 'あなたの名義で Issue とプロジェクトを変更します。',
  'Under Security & access; choose what it may do.':
    'Security & access で作成し、許可する操作を選びます。',
  'Geocoding, routes, travel times, places and static maps.':
    'ジオコーディング、経路、所要時間、場所、静的地図を扱います。',
  'Sends places to Mapbox; calls count against your plan.':
    '場所の情報を Mapbox に送信し、呼び出しごとにプランの利用枠を消費します。',
  'Turn PDF, Word, Excel, PowerPoint, images and web pages into Markdown.':
    'PDF、Word、Excel、PowerPoint、画像、Web ページを Markdown に変換します。',
  'Reads any file that you can read.': 'あなたが読めるファイルをすべて読み取れます。',
  'Fetches addresses that it is given.': '指定されたアドレスの内容を取得します。',
  'A knowledge graph that outlives conversations, shared by every client.':
    '会話が終わっても残るナレッジグラフを、すべてのクライアントで共有します。',
  'What one client tells it, every other can read.':
    'あるクライアントが伝えた内容は、ほかのすべてのクライアントが読み取れます。',
  File: 'ファイル',
  'Where the graph is kept. ${project}/.mcp-memory.jsonl gives each project its own.':
    'グラフの保存先です。${project}/.mcp-memory.jsonl とすると、プロジェクトごとに別のグラフになります。',
  "Search and read Microsoft's documentation and code samples.":
    'Microsoft のドキュメントとコードサンプルを検索し、読みます。',
  'Sends searches to Microsoft.': '検索内容を Microsoft に送信します。',
  'Drive iOS and Android apps on simulators, emulators and real devices.':
    'シミュレーター、エミュレーター、実機で iOS と Android のアプリを操作します。',
  'Acts on every device that is connected.': '接続されているすべてのデバイスを操作します。',
  'Needs Android platform tools or Xcode.': 'Android platform tools または Xcode が必要です。',
  'Query collections, look at schemas and indexes, and manage Atlas.':
    'コレクションへのクエリ、スキーマとインデックスの確認、Atlas の管理を行います。',
  'Reads every database that the connection can see.':
    'この接続で参照できるすべてのデータベースを読み取ります。',
  'mongodb://… or mongodb+srv://…; it is kept as a secret, since it holds a password.':
    'mongodb://… または mongodb+srv://…。パスワードを含むため、シークレットとして保管されます。',
  'expected mongodb://… or mongodb+srv://…':
    'mongodb://… または mongodb+srv://… の形式で入力してください',
  'Documentation and code examples of Material UI, MUI X and Joy UI.':
    'Material UI、MUI X、Joy UI のドキュメントとコード例を参照します。',
  'Fetches documentation from mui.com.': 'mui.com からドキュメントを取得します。',
  'Needs Node.js 22.12 or newer.': 'Node.js 22.12 以降が必要です。',
  'Know every n8n node, and build, check and run workflows.':
    'すべての n8n ノードの情報をもとに、ワークフローを作成、検証、実行します。',
  'With an API key it changes and runs workflows of your instance.':
    'API キーがあると、インスタンスのワークフローを変更、実行します。',
  'Your n8n': 'お使いの n8n',
  'Such as https://n8n.example.com. Without it there is documentation only.':
    '例: https://n8n.example.com。空のままにすると、ドキュメントだけを使えます。',
  'Under Settings, n8n API.': 'Settings の n8n API にあります。',
  'Create, deploy and manage sites, forms and environment variables on Netlify.':
    'Netlify のサイト、フォーム、環境変数を作成、デプロイ、管理します。',
  'Deploys and changes sites of your account.':
    'あなたのアカウントのサイトをデプロイ、変更します。',
  'Errors, routes and logs of Next.js development servers that run, and Next.js documentation.':
    '実行中の Next.js 開発サーバーのエラー、ルート、ログと、Next.js のドキュメントを参照します。',
  'Talks to development servers on this machine.': 'このマシンの開発サーバーと通信します。',
  'Search, read and write pages and databases that you shared with an integration.':
    'インテグレーションと共有したページとデータベースを検索し、読み書きします。',
  'Reads and changes the pages that the integration may use.':
    'インテグレーションで使えるページを読み取り、変更します。',
  'Integration token': 'インテグレーショントークン',
  'Make an internal integration, then share the pages with it.':
    '内部インテグレーションを作成し、ページを共有します。',
  'What is in an Nx workspace, what depends on what, and Nx documentation.':
    'Nx ワークスペースの構成と依存関係、Nx のドキュメントを調べます。',
  'Reads the workspace and runs its Nx.': 'ワークスペースを読み取り、そこにある Nx を実行します。',
  Workspace: 'ワークスペース',
  'The folder with nx.json.': 'nx.json があるフォルダーです。',
  'All tools': 'すべてのツール',
  'Adds those that analyse the workspace.': 'ワークスペースを解析するツールも追加します。',
  'Search, read and edit notes of an open Obsidian vault.':
    'Obsidian で開いている Vault のノートを検索、閲覧、編集します。',
  'Changes and deletes notes.': 'ノートを変更、削除します。',
  'Needs the Obsidian plugin Local REST API, and Obsidian running.':
    'プラグイン Local REST API を入れた Obsidian が実行中である必要があります。',
  'In the settings of the plugin Local REST API.': 'プラグイン Local REST API の設定にあります。',
  Address: 'アドレス',
  'Of the plugin; turn on its non-encrypted server for this one.':
    'プラグインのアドレスです。このアドレスを使うには、プラグインで non-encrypted server をオンにします。',
  'Ask, research and reason with answers that name their sources.':
    '質問、調査、推論を行い、出典を示して回答します。',
  'Sends questions to Perplexity; each one is billed.':
    '質問を Perplexity に送信し、1 件ごとに料金が発生します。',
  "Manage and search Pinecone indexes, and search Pinecone's documentation.":
    'Pinecone のインデックスを管理、検索し、Pinecone のドキュメントも検索します。',
  'Creates indexes and writes records.': 'インデックスを作成し、レコードを書き込みます。',
  'Drive a browser by what a page says of itself, without screenshots.':
    'スクリーンショットを使わず、ページのアクセシビリティ情報をもとにブラウザーを操作します。',
  'Opens any address, and acts on pages.': '任意のアドレスを開き、ページを操作します。',
  'Downloads a browser when it is first asked to, unless there is one.':
    'ブラウザーがない場合は、初めて求められたときにダウンロードします。',
  Browser: 'ブラウザー',
  'Without it, sign-ins and cookies are kept in a profile on disk, which one browser at a time can use.':
    'オフにすると、サインイン状態と Cookie がディスク上のプロファイルに残り、同時に使えるのは 1 つのブラウザーだけになります。',
  'Search PubMed and read articles, citations and MeSH terms.':
    'PubMed を検索し、論文、引用、MeSH 用語を参照します。',
  'Sends searches to the NCBI.': '検索内容を NCBI に送信します。',
  'NCBI API key': 'NCBI API キー',
  'Not needed; with one you may ask ten times a second.':
    'なくても使えますが、設定すると 1 秒に 10 回まで問い合わせできます。',
  'The NCBI asks whoever calls it often to say how they can be reached.':
    'NCBI は、頻繁に利用する人に連絡先の提示を求めています。',
  'expected an email address': 'メールアドレスを入力してください',
  'Keep notes in a vector database and find them again by meaning.':
    'ベクトルデータベースにメモを保存し、意味で検索します。',
  'Writes into the collection.': 'コレクションに書き込みます。',
  'Downloads an embedding model when it is first used.':
    '初回の使用時に埋め込みモデルをダウンロードします。',
  Collection: 'コレクション',
  'Read and write strings, hashes, lists, streams, JSON and vectors in Redis.':
    'Redis の文字列、ハッシュ、リスト、ストリーム、JSON、ベクトルを読み書きします。',
  'Changes and deletes keys that the user may change.':
    'ユーザーに許可された範囲で、キーを変更、削除します。',
  Host: 'ホスト',
  Port: 'ポート',
  User: 'ユーザー',
  Password: 'パスワード',
  'Services, databases, deploys, logs and metrics on Render, hosted by Render.':
    'Render がホストするサーバーで、Render のサービス、データベース、デプロイ、ログ、メトリクスを扱います。',
  'Creates services and reads databases of your workspaces.':
    'あなたのワークスペースでサービスを作成し、データベースを読み取ります。',
  'Pack a local folder or a remote repository into one text for a model to read and search.':
    'ローカルフォルダーまたはリモートリポジトリを、モデルが読んで検索できる 1 つのテキストにまとめます。',
  'Reads any folder that you can read; files that look like secrets are left out.':
    'あなたが読めるフォルダーをすべて読み取れます。シークレットらしいファイルは除外されます。',
  'Clones remote repositories when asked to.': '求めに応じてリモートリポジトリをクローンします。',
  'Find issues, events and traces, and what Sentry thinks is their cause.':
    'Issue、イベント、トレースと、Sentry が推定した原因を調べます。',
  'Reads every project that the token can see, and may resolve issues.':
    'トークンで参照できるすべてのプロジェクトを読み取り、Issue を解決済みにすることがあります。',
  'Needs Node.js 22.13 or newer.': 'Node.js 22.13 以降が必要です。',
  'User auth token': 'ユーザー認証トークン',
  'With org:read, project:read, team:read and event:read.':
    'org:read、project:read、team:read、event:read を付与します。',
  'Own Sentry': '自前の Sentry',
  'The host of a Sentry that you run. Leave empty for sentry.io.':
    '自分で運用する Sentry のホストです。空のままにすると sentry.io を使います。',
  'expected a host such as sentry.example.com':
    'sentry.example.com のようなホストを入力してください',
  'Holds every call to it.': 'すべての呼び出しをこの組織に限定します。',
  'A place to think step by step, revise and branch.':
    '段階的に考え、見直し、枝分かれさせるための場を提供します。',
  'Finds and edits code by symbols, with language servers.':
    '言語サーバーを使い、シンボル単位でコードを検索、編集します。',
  'Changes code in the project, and runs commands in a shell.':
    'プロジェクトのコードを変更し、シェルでコマンドを実行します。',
  'The project that it works on.': '作業対象のプロジェクトです。',
  'Find, look at and add components from shadcn registries.':
    'shadcn レジストリのコンポーネントを検索、確認、追加します。',
  'Fetches from the registries that components.json names.':
    'components.json に記載されたレジストリから取得します。',
  'The folder with components.json.': 'components.json があるフォルダーです。',
  "Search Shopify's developer documentation and validate GraphQL, Liquid and themes.":
    'Shopify の開発者向けドキュメントを検索し、GraphQL、Liquid、テーマを検証します。',
  'Sends searches and code that is validated to Shopify.':
    '検索内容と検証対象のコードを Shopify に送信します。',
  'Read channels, threads and direct messages, and search them.':
    'チャンネル、スレッド、ダイレクトメッセージを閲覧、検索します。',
  'Reads everything that you can read in the workspace.':
    'ワークスペースであなたが読めるものをすべて読み取ります。',
  'User OAuth token': 'ユーザー OAuth トークン',
  'expected a user token, which begins with xoxp-':
    'xoxp- で始まるユーザートークンを入力してください',
  'Channels to post in': '投稿先のチャンネル',
  'Ids of channels in which it may post; none if you leave it empty.':
    '投稿を許可するチャンネルの ID です。空のままにすると、どこにも投稿できません。',
  'expected ids such as C0123456789': 'C0123456789 のような ID を入力してください',
  "Customers, payments, invoices, subscriptions and Stripe's documentation.":
    '顧客、支払い、請求書、サブスクリプション、Stripe のドキュメントを扱います。',
  'Moves money where the key allows it. Make a restricted key, in a sandbox first.':
    'キーで許可されている場合、実際にお金を動かします。まずサンドボックスで制限付きキーを作成してください。',
  'Restricted key': '制限付きキー',
  'expected a key that begins with rk_': 'rk_ で始まるキーを入力してください',
  'Tables, SQL, migrations, logs and Edge Functions of Supabase projects.':
    'Supabase プロジェクトのテーブル、SQL、マイグレーション、ログ、Edge Functions を扱います。',
  'Reaches every project of your account, unless you name one.':
    'プロジェクトを指定しない限り、あなたのアカウントのすべてのプロジェクトにアクセスできます。',
  "The project's reference. Leave empty for all projects.":
    'プロジェクトの参照 ID です。空のままにすると、すべてのプロジェクトが対象になります。',
  "expected the 20 letters of the project's address":
    'プロジェクトのアドレスにある 20 文字を入力してください',
  'Runs SQL as a user that can only read.': '読み取り専用のユーザーとして SQL を実行します。',
  'Svelte and SvelteKit documentation, and an autofixer for Svelte code.':
    'Svelte と SvelteKit のドキュメントと、Svelte コードの自動修正ツールを提供します。',
  'Fetches documentation from svelte.dev.': 'svelte.dev からドキュメントを取得します。',
  'Search, extract, crawl and map the web, with answers made for models.':
    'Web の検索、抽出、クロール、サイトマップ作成を行い、モデル向けの回答を返します。',
  'Sends searches and addresses to Tavily; each call costs credits.':
    '検索内容とアドレスを Tavily に送信し、呼び出しのたびにクレジットを消費します。',
  'Providers, modules and policies of the Terraform Registry, and HCP Terraform workspaces.':
    'Terraform Registry のプロバイダー、モジュール、ポリシーと、HCP Terraform のワークスペースを扱います。',
  'With a token it reads and changes workspaces, variables and runs.':
    'トークンがあると、ワークスペース、変数、実行 (run) を読み取り、変更します。',
  'HCP Terraform token': 'HCP Terraform トークン',
  'Not needed for the public registry.': '公開レジストリには不要です。',
  'Terraform Enterprise': 'Terraform Enterprise',
  'The address of your own. Leave empty for HCP Terraform.':
    '自前の Terraform Enterprise のアドレスです。空のままにすると HCP Terraform を使います。',
  'The time in any time zone, and conversions between them.':
    '任意のタイムゾーンの時刻を調べ、タイムゾーン間で変換します。',
  'Your time zone': 'お使いのタイムゾーン',
  "Such as Europe/Berlin. Leave empty for this machine's.":
    '例: Europe/Berlin。空のままにすると、このマシンのタイムゾーンを使います。',
  'expected a name such as Europe/Berlin': 'Europe/Berlin のような名前を入力してください',
  'Forecasts, current conditions and alerts for any place, without a key.':
    '任意の場所の予報、現在の天気、警報をキーなしで調べます。',
  'Sends places to public weather services.': '場所の情報を公開の気象サービスに送信します。',
  'Search Wikipedia and read articles as Markdown.':
    'Wikipedia を検索し、記事を Markdown で読みます。',
  'Fetches from Wikipedia.': 'Wikipedia から記事を取得します。',
};
