import type { PresetTexts } from './preset-texts.ts';

export const texts: PresetTexts = {
  'List bases and tables, and read and write records, fields and comments.':
    '列出 base 和数据表，读写记录、字段和评论。',
  'Reads and changes the bases that the token may use.': '会读取和更改令牌有权使用的 base。',
  'Personal access token': '个人访问令牌',
  'Give it schema.bases:read and data.records:read; add the write scopes if you want changes.':
    '授予 schema.bases:read 和 data.records:read；如需更改内容，再加上写入权限。',
  'Run thousands of ready-made scrapers for search engines, maps, shops and social media.':
    '运行数千种现成的抓取程序，覆盖搜索引擎、地图、商店和社交媒体。',
  'Runs scrapers in your account; each run costs credits.':
    '会在您的账户中运行抓取程序，每次运行都消耗额度。',
  'API token': 'API 令牌',
  'Search arXiv, download papers and read them.': '搜索 arXiv，下载并阅读论文。',
  'Keeps the papers that it downloads in the folder below.': '下载的论文会保存在下方的文件夹中。',
  'Folder for papers': '论文文件夹',
  'Search, read and change Jira issues and Confluence pages, in the cloud or on your own servers.':
    '搜索、阅读和更改云端或自有服务器上的 Jira Issue 和 Confluence 页面。',
  'Changes issues and pages in your name, unless it is read only.':
    '除非设为只读，否则会以您的名义更改 Issue 和页面。',
  Site: '站点',
  'Such as https://your-company.atlassian.net.': '例如 https://your-company.atlassian.net。',
  'expected the address without what follows the name, such as https://acme.atlassian.net':
    '应为地址，不含域名之后的部分，例如 https://acme.atlassian.net',
  Email: '电子邮箱',
  'expected the email address that you sign in with': '应为您登录时使用的电子邮箱地址',
  'Read only': '只读',
  'Refuses everything that changes something.': '拒绝一切会更改内容的操作。',
  'AWS documentation, what is new, code samples and which region has which service.':
    'AWS 文档、最新动态、代码示例，以及各区域可用的服务。',
  'Sends searches to AWS.': '会将搜索内容发送给 AWS。',
  'Work items, repositories, pull requests, pipelines, wikis and test plans.':
    '工作项、仓库、Pull Request、流水线、wiki 和测试计划。',
  'On Linux it needs libsecret.': '在 Linux 上需要 libsecret。',
  'Opens your browser to sign in when it is first used.': '首次使用时会打开浏览器供您登录。',
  'Changes work items, pull requests and pipelines.': '会更改工作项、Pull Request 和流水线。',
  Organization: '组织',
  'As in dev.azure.com/contoso.': '即 dev.azure.com/contoso 中的 contoso。',
  'expected the name alone, such as contoso': '应只填名称，例如 contoso',
  'Sign in with': '登录方式',
  'interactive opens a browser; azcli uses what `az login` left.':
    'interactive 会打开浏览器；azcli 沿用 `az login` 的登录信息。',
  'Search the web, news, images, videos and places with Brave.':
    '用 Brave 搜索网页、新闻、图片、视频和地点。',
  'Sends searches to Brave; each one counts against your plan.':
    '会将搜索内容发送给 Brave，每次搜索都计入套餐用量。',
  'API key': 'API 密钥',
  '27 kinds of charts, maps and diagrams as images.': '以图片形式生成 27 种图表、地图和示意图。',
  "Sends the data of each chart to AntV's service, which draws it, unless you name your own.":
    '会将每张图表的数据发送给 AntV 的绘图服务，除非指定自己的服务。',
  'Own drawing service': '自有绘图服务',
  "The address of one that you host. Leave empty for AntV's.":
    '自行托管的绘图服务的地址。留空则使用 AntV 的服务。',
  'Inspect, debug and measure pages in a live Chrome, with traces and network requests.':
    '在实际运行的 Chrome 中检查、调试和测量页面，可查看性能跟踪和网络请求。',
  'Sees and changes everything in the browser that it starts.':
    '能看到并更改它所启动的浏览器中的一切。',
  'Without a window': '不显示窗口',
  'Forget everything afterwards': '用后清除所有数据',
  'Without it, one profile is used by all, and by one browser at a time.':
    '关闭时，所有客户端共用一份浏览器配置文件，且同一时间只能供一个浏览器使用。',
  'A Chrome that runs': '运行中的 Chrome',
  'The address of its debugging port, such as http://127.0.0.1:9222. Leave empty to start one.':
    '其调试端口的地址，例如 http://127.0.0.1:9222。留空则启动新的 Chrome。',
  "Search Cloudflare's documentation.": '搜索 Cloudflare 文档。',
  'Sends searches to Cloudflare.': '会将搜索内容发送给 Cloudflare。',
  'Current documentation and code examples of libraries, for the version that you use.':
    '各种库的最新文档和代码示例，与您所用的版本对应。',
  'Sends what it looks up to Upstash.': '会将查询内容发送给 Upstash。',
  'Not needed; with one there are higher limits.': '非必需；填写后限额更高。',
  'Explore and query PostgreSQL, MySQL, MariaDB, SQL Server, Oracle and SQLite.':
    '浏览和查询 PostgreSQL、MySQL、MariaDB、SQL Server、Oracle 和 SQLite。',
  "Runs any SQL that the database's user may run. Give it a user that can only read.":
    '会运行数据库用户有权运行的任何 SQL。请使用只读用户。',
  'Needs Node.js 22.5 or newer.': '需要 Node.js 22.5 或更高版本。',
  'Connection string': '连接字符串',
  'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… or sqlite:///path/to/file.db. It is kept as a secret, since it holds a password.':
    'postgres://user:password@host:5432/name、mysql://…、mariadb://…、sqlserver://…、oracle://… 或 sqlite:///path/to/file.db。因其中含有密码，将作为机密保存。',
  'expected an address such as postgres://user:password@host:5432/name':
    '应为地址，例如 postgres://user:password@host:5432/name',
  'Ask questions about any public repository on GitHub and read its generated wiki.':
    '就 GitHub 上的任意公开仓库提问，并阅读自动生成的 wiki。',
  'Sends questions to Cognition; public repositories only.':
    '会将问题发送给 Cognition；仅限公开仓库。',
  'Apps, Droplets, databases, networking and Kubernetes on DigitalOcean.':
    'DigitalOcean 上的应用、Droplet、数据库、网络和 Kubernetes。',
  'Creates, changes and deletes what the token allows, which costs money.':
    '会在令牌允许的范围内创建、更改和删除资源，会产生费用。',
  Services: '服务',
  'Of these only are there tools.': '仅提供这些服务的工具。',
  'expected names such as apps or networking': '应为服务名称，例如 apps 或 networking',
  'Make diagrams from Mermaid, CSV or XML and open them in the draw.io editor.':
    '用 Mermaid、CSV 或 XML 绘图，并在 draw.io 编辑器中打开。',
  'Opens your browser.': '会打开浏览器。',
  'Lint files with the ESLint configuration of their project.': '按项目的 ESLint 配置检查文件。',
  "Runs the project's ESLint configuration and its plugins, which is code.":
    '会运行项目的 ESLint 配置及其插件，即执行其中的代码。',
  Project: '项目',
  'Where ESLint and its configuration are looked for.': '在此查找 ESLint 及其配置。',
  'One of each thing that MCP has; for trying out clients.':
    'MCP 的每种功能各有一例，用于试用客户端。',
  "Asks its client back; a tool shows the server's environment.":
    '会反过来向客户端发出请求；其中一个工具会显示服务器的环境变量。',
  'Search the web by meaning and read pages.': '按语义搜索网络并阅读网页。',
  'Sends searches to Exa; each one counts against your plan.':
    '会将搜索内容发送给 Exa，每次搜索都计入套餐用量。',
  'Fetch web pages as Markdown.': '获取网页并转换为 Markdown。',
  'Fetches any address, also on your own network.': '可访问任何地址，包括您自己网络中的地址。',
  'Layout and styles of Figma designs in a form from which code can be written.':
    '以便于编写代码的形式提供 Figma 设计稿的布局和样式。',
  'Reads every design that the token can see.': '会读取令牌可见的所有设计稿。',
  'Writes images into the folder below when asked to.': '会按要求将图片写入下方的文件夹。',
  'With read access to file content.': '须有读取文件内容的权限。',
  'Folder for images': '图片文件夹',
  'Images are downloaded into this folder only.': '图片只会下载到此文件夹。',
  'Read, write, search and move files in the folders you name, and nowhere else.':
    '读取、写入、搜索和移动指定文件夹中的文件，不涉及其他位置。',
  'Reads, changes and overwrites files in these folders.': '会读取、更改和覆盖这些文件夹中的文件。',
  Folders: '文件夹',
  'Folders that it may use. ${project} is the project folder of each client, so that every project sees its own files only.':
    '允许它使用的文件夹。${project} 是各客户端的项目文件夹，因此每个项目只能看到自己的文件。',
  'Scrape, crawl, map and search the web, and extract structured data.':
    '抓取和爬取网页，梳理网站结构，搜索网络，并提取结构化数据。',
  'Sends addresses and searches to Firecrawl; each call costs credits.':
    '会将地址和搜索内容发送给 Firecrawl，每次调用都消耗额度。',
  'Needs Node.js 22 or newer.': '需要 Node.js 22 或更高版本。',
  'Own instance': '自有实例',
  'The address of a Firecrawl that you host. Leave empty for the service.':
    '自行托管的 Firecrawl 的地址。留空则使用官方服务。',
  '28 Git tools, from clone and blame to rebase, worktrees and changelogs.':
    '28 个 Git 工具，从 clone、blame 到 rebase、worktree 和更新日志。',
  'Changes repositories, and pushes to remotes with the credentials of your Git.':
    '会更改仓库，并用您的 Git 凭据推送到远程仓库。',
  Folder: '文件夹',
  'It may use repositories in this folder only.': '只允许它使用此文件夹中的仓库。',
  'Status, diffs, commits, branches and history of local repositories.':
    '本地仓库的状态、差异、提交、分支和历史。',
  'Commits, switches branches and resets the index.': '会提交、切换分支和重置暂存区。',
  Repository: '仓库',
  'The only repository that it may use. ${project} is the project folder of each client.':
    '唯一允许它使用的仓库。${project} 是各客户端的项目文件夹。',
  "GitHub's server in a container on your machine; for GitHub Enterprise, too.":
    '在这台机器上的容器中运行的 GitHub 服务器，也适用于 GitHub Enterprise。',
  'Does what the token allows, which may be more than you want to hand over.':
    '可执行令牌允许的一切操作，范围可能超出您愿意授予的权限。',
  'A fine-grained token with access to the repositories that you want to use.':
    '请使用细粒度令牌（fine-grained token），并授予对所需仓库的访问权限。',
  'GitHub Enterprise': 'GitHub Enterprise',
  'The address of your own GitHub. Leave empty for github.com.':
    '自有 GitHub 的地址。留空则使用 github.com。',
  'Offers no tool that changes anything.': '不提供任何会更改内容的工具。',
  'Repositories, issues, pull requests, Actions and code search, hosted by GitHub.':
    '仓库、Issue、Pull Request、Actions 和代码搜索，由 GitHub 托管。',
  Toolsets: '工具集',
  'Leave empty for the usual ones. Others are actions, code_security, discussions, orgs and all.':
    '留空则使用常用工具集。其他可选：actions、code_security、discussions、orgs 和 all。',
  'expected names such as repos or pull_requests': '应为工具集名称，例如 repos 或 pull_requests',
  'Dashboards, data sources, Prometheus and Loki queries, alerts and incidents.':
    '仪表板、数据源、Prometheus 和 Loki 查询、告警和事件。',
  'Reads all data sources that the service account may query.':
    '会读取服务账户有权查询的所有数据源。',
  'Your Grafana': '您的 Grafana',
  'Such as https://myinstance.grafana.net. From a container, a Grafana on this machine is http://host.docker.internal:3000.':
    '例如 https://myinstance.grafana.net。若 Grafana 在这台机器上，容器须通过 http://host.docker.internal:3000 访问。',
  'Service account token': '服务账户令牌',
  'Search models, datasets, Spaces and papers, and run Spaces as tools.':
    '搜索模型、数据集、Spaces 和论文，并将 Spaces 作为工具运行。',
  'Sends searches to Hugging Face. Spaces that you add in its settings run with your account.':
    '会将搜索内容发送给 Hugging Face。您在其设置中添加的 Spaces 会以您的账户运行。',
  'Access token': '访问令牌',
  'A token that can read is enough.': '只读令牌即可。',
  'Pods, logs, events, resources and Helm releases of Kubernetes and OpenShift clusters.':
    'Kubernetes 和 OpenShift 集群的 Pod、日志、事件、资源和 Helm release。',
  'Does what your kubeconfig allows, secrets of the cluster included.':
    '可执行 kubeconfig 允许的一切操作，包括访问集群的 Secret。',
  Kubeconfig: 'Kubeconfig',
  'Look at and change feature flags, environments, segments and AI configs.':
    '查看和更改功能开关、环境、分群和 AI 配置。',
  'Its key stands in the process list, where every user of this machine can read it.':
    '其密钥会出现在进程列表中，这台机器上的所有用户都能读取。',
  'Changes flags that people see at once, where the key allows it.':
    '会在密钥允许的范围内更改功能开关，且立即对用户生效。',
  'API access token': 'API 访问令牌',
  'A token of a role that can only read is enough to look.': '若仅需查看，使用只读角色的令牌即可。',
  Access: '访问权限',
  'Find, create and update issues, projects and comments, hosted by Linear.':
    '查找、创建和更新 Issue、项目和评论，由 Linear 托管。',
  'Changes issues and projects in your name.': '会以您的名义更改 Issue 和项目。',
  'Under Security & access; choose what it may do.':
    '在 Security & access 页面获取；可选择其权限。',
  'Geocoding, routes, travel times, places and static maps.':
    '地理编码、路线、行程时间、地点和静态地图。',
  'Sends places to Mapbox; calls count against your plan.':
    '会将地点发送给 Mapbox；调用计入套餐用量。',
  'Turn PDF, Word, Excel, PowerPoint, images and web pages into Markdown.':
    '将 PDF、Word、Excel、PowerPoint、图片和网页转换为 Markdown。',
  'Reads any file that you can read.': '可读取您有权读取的任何文件。',
  'Fetches addresses that it is given.': '会访问传给它的地址。',
  'A knowledge graph that outlives conversations, shared by every client.':
    '跨对话保留的知识图谱，由所有客户端共享。',
  'What one client tells it, every other can read.': '任一客户端告诉它的内容，其他客户端都能读取。',
  File: '文件',
  'Where the graph is kept. ${project}/.mcp-memory.jsonl gives each project its own.':
    '图谱的保存位置。用 ${project}/.mcp-memory.jsonl 可让每个项目各有一份。',
  "Search and read Microsoft's documentation and code samples.":
    '搜索和阅读 Microsoft 的文档和代码示例。',
  'Sends searches to Microsoft.': '会将搜索内容发送给 Microsoft。',
  'Drive iOS and Android apps on simulators, emulators and real devices.':
    '在模拟器和真机上操控 iOS 和 Android 应用。',
  'Acts on every device that is connected.': '可操作所有已连接的设备。',
  'Needs Android platform tools or Xcode.': '需要 Android platform tools 或 Xcode。',
  'Query collections, look at schemas and indexes, and manage Atlas.':
    '查询集合，查看 schema 和索引，并管理 Atlas。',
  'Reads every database that the connection can see.': '会读取该连接可见的所有数据库。',
  'mongodb://… or mongodb+srv://…; it is kept as a secret, since it holds a password.':
    'mongodb://… 或 mongodb+srv://…；因其中含有密码，将作为机密保存。',
  'expected mongodb://… or mongodb+srv://…': '应为 mongodb://… 或 mongodb+srv://…',
  'Documentation and code examples of Material UI, MUI X and Joy UI.':
    'Material UI、MUI X 和 Joy UI 的文档和代码示例。',
  'Fetches documentation from mui.com.': '会从 mui.com 获取文档。',
  'Needs Node.js 22.12 or newer.': '需要 Node.js 22.12 或更高版本。',
  'Know every n8n node, and build, check and run workflows.':
    '了解所有 n8n 节点，并构建、检查和运行工作流。',
  'With an API key it changes and runs workflows of your instance.':
    '有 API 密钥时，会更改和运行您实例中的工作流。',
  'Your n8n': '您的 n8n',
  'Such as https://n8n.example.com. Without it there is documentation only.':
    '例如 https://n8n.example.com。不填则仅提供文档。',
  'Under Settings, n8n API.': '在 Settings 的 n8n API 中获取。',
  'Create, deploy and manage sites, forms and environment variables on Netlify.':
    '创建、部署和管理 Netlify 上的网站、表单和环境变量。',
  'Deploys and changes sites of your account.': '会部署和更改您账户中的网站。',
  'Errors, routes and logs of Next.js development servers that run, and Next.js documentation.':
    '运行中的 Next.js 开发服务器的错误、路由和日志，以及 Next.js 文档。',
  'Talks to development servers on this machine.': '会与这台机器上的开发服务器通信。',
  'Search, read and write pages and databases that you shared with an integration.':
    '搜索和读写您共享给集成的页面和数据库。',
  'Reads and changes the pages that the integration may use.': '会读取和更改集成有权使用的页面。',
  'Integration token': '集成令牌',
  'Make an internal integration, then share the pages with it.':
    '创建内部集成（internal integration），再将页面共享给它。',
  'What is in an Nx workspace, what depends on what, and Nx documentation.':
    'Nx 工作区的内容和依赖关系，以及 Nx 文档。',
  'Reads the workspace and runs its Nx.': '会读取工作区并运行其中的 Nx。',
  Workspace: '工作区',
  'The folder with nx.json.': '含有 nx.json 的文件夹。',
  'All tools': '所有工具',
  'Adds those that analyse the workspace.': '加入用于分析工作区的工具。',
  'Search, read and edit notes of an open Obsidian vault.':
    '搜索、阅读和编辑已打开的 Obsidian 仓库中的笔记。',
  'Changes and deletes notes.': '会更改和删除笔记。',
  'Needs the Obsidian plugin Local REST API, and Obsidian running.':
    '需要 Obsidian 插件 Local REST API，且 Obsidian 须在运行。',
  'In the settings of the plugin Local REST API.': '在插件 Local REST API 的设置中获取。',
  Address: '地址',
  'Of the plugin; turn on its non-encrypted server for this one.':
    '插件的地址；使用此默认地址时，须在插件中开启 Non-encrypted (HTTP) Server。',
  'Ask, research and reason with answers that name their sources.':
    '提问、研究和推理，回答均注明来源。',
  'Sends questions to Perplexity; each one is billed.':
    '会将问题发送给 Perplexity，每次提问都会计费。',
  "Manage and search Pinecone indexes, and search Pinecone's documentation.":
    '管理和搜索 Pinecone 索引，并搜索 Pinecone 文档。',
  'Creates indexes and writes records.': '会创建索引和写入记录。',
  'Drive a browser by what a page says of itself, without screenshots.':
    '依据页面自身的结构信息操控浏览器，无需截图。',
  'Opens any address, and acts on pages.': '可打开任何地址，并在页面上执行操作。',
  'Downloads a browser when it is first asked to, unless there is one.':
    '若没有浏览器，会在首次需要时下载。',
  Browser: '浏览器',
  'Without it, sign-ins and cookies are kept in a profile on disk, which one browser at a time can use.':
    '关闭时，登录状态和 Cookie 保存在磁盘上的浏览器配置文件中，且同一时间只能供一个浏览器使用。',
  'Search PubMed and read articles, citations and MeSH terms.':
    '搜索 PubMed，阅读文章、引文和 MeSH 主题词。',
  'Sends searches to the NCBI.': '会将搜索内容发送给 NCBI。',
  'NCBI API key': 'NCBI API 密钥',
  'Not needed; with one you may ask ten times a second.': '非必需；填写后每秒可请求十次。',
  'The NCBI asks whoever calls it often to say how they can be reached.':
    'NCBI 请频繁调用者留下联系方式。',
  'expected an email address': '应为电子邮箱地址',
  'Keep notes in a vector database and find them again by meaning.':
    '将笔记存入向量数据库，并按语义找回。',
  'Writes into the collection.': '会写入该集合。',
  'Downloads an embedding model when it is first used.': '首次使用时会下载嵌入模型。',
  Collection: '集合',
  'Read and write strings, hashes, lists, streams, JSON and vectors in Redis.':
    '读写 Redis 中的字符串、哈希、列表、流、JSON 和向量。',
  'Changes and deletes keys that the user may change.': '会更改和删除该用户有权更改的键。',
  Host: '主机',
  Port: '端口',
  User: '用户',
  Password: '密码',
  'Services, databases, deploys, logs and metrics on Render, hosted by Render.':
    'Render 上的服务、数据库、部署、日志和指标，由 Render 托管。',
  'Creates services and reads databases of your workspaces.':
    '会在您的工作区中创建服务和读取数据库。',
  'Pack a local folder or a remote repository into one text for a model to read and search.':
    '将本地文件夹或远程仓库打包成一份文本，供模型阅读和搜索。',
  'Reads any folder that you can read; files that look like secrets are left out.':
    '可读取您有权读取的任何文件夹；疑似含有机密的文件会被排除。',
  'Clones remote repositories when asked to.': '会按要求克隆远程仓库。',
  'Find issues, events and traces, and what Sentry thinks is their cause.':
    '查找问题、事件和跟踪，以及 Sentry 推断的原因。',
  'Reads every project that the token can see, and may resolve issues.':
    '会读取令牌可见的所有项目，并可能将问题标记为已解决。',
  'Needs Node.js 22.13 or newer.': '需要 Node.js 22.13 或更高版本。',
  'User auth token': '用户身份验证令牌',
  'With org:read, project:read, team:read and event:read.':
    '须有 org:read、project:read、team:read 和 event:read。',
  'Own Sentry': '自有 Sentry',
  'The host of a Sentry that you run. Leave empty for sentry.io.':
    '自行运行的 Sentry 的主机名。留空则使用 sentry.io。',
  'expected a host such as sentry.example.com': '应为主机名，例如 sentry.example.com',
  'Holds every call to it.': '所有调用都限定在此组织内。',
  'A place to think step by step, revise and branch.': '供模型逐步思考、修正和展开分支的空间。',
  'Finds and edits code by symbols, with language servers.':
    '借助语言服务器，按符号查找和编辑代码。',
  'Changes code in the project, and runs commands in a shell.':
    '会更改项目中的代码，并在 shell 中运行命令。',
  'The project that it works on.': '它所处理的项目。',
  'Find, look at and add components from shadcn registries.':
    '查找、查看和添加 shadcn 注册表中的组件。',
  'Fetches from the registries that components.json names.':
    '会从 components.json 指定的注册表获取内容。',
  'The folder with components.json.': '含有 components.json 的文件夹。',
  "Search Shopify's developer documentation and validate GraphQL, Liquid and themes.":
    '搜索 Shopify 的开发者文档，并验证 GraphQL、Liquid 和主题。',
  'Sends searches and code that is validated to Shopify.':
    '会将搜索内容和待验证的代码发送给 Shopify。',
  'Read channels, threads and direct messages, and search them.': '读取和搜索频道、消息列和私信。',
  'Reads everything that you can read in the workspace.': '会读取您在工作区中能读取的一切内容。',
  'User OAuth token': '用户 OAuth 令牌',
  'expected a user token, which begins with xoxp-': '应为以 xoxp- 开头的用户令牌',
  'Channels to post in': '可发送消息的频道',
  'Ids of channels in which it may post; none if you leave it empty.':
    '允许它发送消息的频道的 ID；留空则一概不允许。',
  'expected ids such as C0123456789': '应为频道 ID，例如 C0123456789',
  "Customers, payments, invoices, subscriptions and Stripe's documentation.":
    '客户、付款、发票、订阅和 Stripe 文档。',
  'Moves money where the key allows it. Make a restricted key, in a sandbox first.':
    '会在密钥允许的范围内动用资金。请创建受限密钥，并先在沙盒中使用。',
  'Restricted key': '受限密钥',
  'expected a key that begins with rk_': '应为以 rk_ 开头的密钥',
  'Tables, SQL, migrations, logs and Edge Functions of Supabase projects.':
    'Supabase 项目的数据表、SQL、迁移、日志和 Edge Functions。',
  'Reaches every project of your account, unless you name one.':
    '可访问您账户中的所有项目，除非指定其中一个。',
  "The project's reference. Leave empty for all projects.":
    '项目的 reference ID。留空则包括所有项目。',
  "expected the 20 letters of the project's address": '应为项目地址中的 20 个字母',
  'Runs SQL as a user that can only read.': '以只读用户的身份运行 SQL。',
  'Svelte and SvelteKit documentation, and an autofixer for Svelte code.':
    'Svelte 和 SvelteKit 文档，以及 Svelte 代码的自动修复工具。',
  'Fetches documentation from svelte.dev.': '会从 svelte.dev 获取文档。',
  'Search, extract, crawl and map the web, with answers made for models.':
    '搜索网络，提取和爬取网页，梳理网站结构，并提供适合模型使用的回答。',
  'Sends searches and addresses to Tavily; each call costs credits.':
    '会将搜索内容和地址发送给 Tavily，每次调用都消耗额度。',
  'Providers, modules and policies of the Terraform Registry, and HCP Terraform workspaces.':
    'Terraform Registry 的 provider、模块和策略，以及 HCP Terraform 工作区。',
  'With a token it reads and changes workspaces, variables and runs.':
    '有令牌时，会读取和更改工作区、变量和运行（run）。',
  'HCP Terraform token': 'HCP Terraform 令牌',
  'Not needed for the public registry.': '使用公共 Registry 时不需要。',
  'Terraform Enterprise': 'Terraform Enterprise',
  'The address of your own. Leave empty for HCP Terraform.':
    '自有 Terraform Enterprise 的地址。留空则使用 HCP Terraform。',
  'The time in any time zone, and conversions between them.':
    '任意时区的时间，以及时区之间的换算。',
  'Your time zone': '您的时区',
  "Such as Europe/Berlin. Leave empty for this machine's.":
    '例如 Europe/Berlin。留空则使用这台机器的时区。',
  'expected a name such as Europe/Berlin': '应为时区名称，例如 Europe/Berlin',
  'Forecasts, current conditions and alerts for any place, without a key.':
    '任意地点的天气预报、实况和预警，无需密钥。',
  'Sends places to public weather services.': '会将地点发送给公共天气服务。',
  'Search Wikipedia and read articles as Markdown.': '搜索维基百科，并以 Markdown 形式阅读条目。',
  'Fetches from Wikipedia.': '会从维基百科获取内容。',
};
