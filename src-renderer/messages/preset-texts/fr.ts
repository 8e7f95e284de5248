import type { PresetTexts } from './preset-texts.ts';

export const texts: PresetTexts = {
  'List bases and tables, and read and write records, fields and comments.':
    'Lister les bases et les tables ; lire et écrire des enregistrements, des champs et des commentaires.',
  'Reads and changes the bases that the token may use.':
    'Lit et modifie les bases auxquelles le token donne accès.',
  'Personal access token': 'Token d’accès personnel',
  'Give it schema.bases:read and data.records:read; add the write scopes if you want changes.':
    'Lui accorder schema.bases:read et data.records:read ; ajouter les portées d’écriture pour permettre les modifications.',
  'Run thousands of ready-made scrapers for search engines, maps, shops and social media.':
    'Des milliers de scrapers prêts à l’emploi pour moteurs de recherche, cartes, boutiques et réseaux sociaux.',
  'Runs scrapers in your account; each run costs credits.':
    'Exécute des scrapers dans votre compte ; chaque exécution coûte des crédits.',
  'API token': 'Token API',
  'Search arXiv, download papers and read them.':
    'Rechercher dans arXiv, télécharger des articles et les lire.',
  'Keeps the papers that it downloads in the folder below.':
    'Conserve les articles téléchargés dans le dossier ci-dessous.',
  'Folder for papers': 'Dossier des articles',
  'Search, read and change Jira issues and Confluence pages, in the cloud or on your own servers.':
    'Rechercher, lire et modifier des tickets Jira et des pages Confluence, dans le cloud ou sur vos propres serveurs.',
  'Changes issues and pages in your name, unless it is read only.':
    'Modifie des tickets et des pages en votre nom, sauf en lecture seule.',
  Site: 'Site',
  'Such as https://your-company.atlassian.net.': 'Par exemple https://your-company.atlassian.net.',
  'expected the address without what follows the name, such as https://acme.atlassian.net':
    'l’adresse est attendue sans ce qui suit le nom de domaine, comme https://acme.atlassian.net',
  Email: 'E-mail',
  'expected the email address that you sign in with':
    'l’adresse e-mail avec laquelle vous vous connectez est attendue',
  'Read only': 'Lecture seule',
  'Refuses everything that changes something.': 'Refuse tout ce qui modifie quelque chose.',
  'AWS documentation, what is new, code samples and which region has which service.':
    'Documentation et nouveautés d’AWS, exemples de code et services disponibles par région.',
  'Sends searches to AWS.': 'Envoie les recherches à AWS.',
  'Work items, repositories, pull requests, pipelines, wikis and test plans.':
    'Éléments de travail, dépôts, pull requests, pipelines, wikis et plans de test.',
  'On Linux it needs libsecret.': 'Sous Linux, nécessite libsecret.',
  'Opens your browser to sign in when it is first used.':
    'À la première utilisation, ouvre votre navigateur pour la connexion.',
  'Changes work items, pull requests and pipelines.':
    'Modifie des éléments de travail, des pull requests et des pipelines.',
  Organization: 'Organisation',
  'As in dev.azure.com/contoso.': 'Comme dans dev.azure.com/contoso.',
  'expected the name alone, such as contoso': 'le nom seul est attendu, comme contoso',
  'Sign in with': 'Mode de connexion',
  'interactive opens a browser; azcli uses what `az login` left.':
    'interactive ouvre un navigateur ; azcli reprend la connexion faite par `az login`.',
  'Search the web, news, images, videos and places with Brave.':
    'Rechercher des pages web, actualités, images, vidéos et lieux avec Brave.',
  'Sends searches to Brave; each one counts against your plan.':
    'Envoie les recherches à Brave ; chacune est décomptée de votre forfait.',
  'API key': 'Clé API',
  '27 kinds of charts, maps and diagrams as images.':
    '27 types de graphiques, de cartes et de diagrammes, sous forme d’images.',
  "Sends the data of each chart to AntV's service, which draws it, unless you name your own.":
    'Envoie les données de chaque graphique au service d’AntV, qui le dessine, sauf si vous indiquez le vôtre.',
  'Own drawing service': 'Votre service de rendu',
  "The address of one that you host. Leave empty for AntV's.":
    'L’adresse d’un service que vous hébergez. Laisser vide pour celui d’AntV.',
  'Inspect, debug and measure pages in a live Chrome, with traces and network requests.':
    'Inspecter, déboguer et mesurer des pages dans un vrai Chrome, avec traces et requêtes réseau.',
  'Sees and changes everything in the browser that it starts.':
    'Voit et modifie tout dans le navigateur qu’il lance.',
  'Without a window': 'Sans fenêtre',
  'Forget everything afterwards': 'Tout oublier à la fin',
  'Without it, one profile is used by all, and by one browser at a time.':
    'Sinon, tous partagent un même profil, utilisable par un seul navigateur à la fois.',
  'A Chrome that runs': 'Chrome déjà lancé',
  'The address of its debugging port, such as http://127.0.0.1:9222. Leave empty to start one.':
    'L’adresse de son port de débogage, par exemple http://127.0.0.1:9222. Laisser vide pour en lancer un.',
  "Search Cloudflare's documentation.": 'Rechercher dans la documentation de Cloudflare.',
  'Sends searches to Cloudflare.': 'Envoie les recherches à Cloudflare.',
  'Current documentation and code examples of libraries, for the version that you use.':
    'Documentation à jour et exemples de code des bibliothèques, pour la version que vous utilisez.',
  'Sends what it looks up to Upstash.': 'Envoie à Upstash ce qu’il recherche.',
  'Not needed; with one there are higher limits.':
    'Pas nécessaire ; avec une clé, les limites sont plus élevées.',
  'Explore and query PostgreSQL, MySQL, MariaDB, SQL Server, Oracle and SQLite.':
    'Explorer et interroger PostgreSQL, MySQL, MariaDB, SQL Server, Oracle et SQLite.',
  "Runs any SQL that the database's user may run. Give it a user that can only read.":
    'Exécute toute requête SQL permise à l’utilisateur de la base. Lui donner un utilisateur limité à la lecture.',
  'Needs Node.js 22.5 or newer.': 'Nécessite Node.js 22.5 ou plus récent.',
  'Connection string': 'Chaîne de connexion',
  'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… or sqlite:///path/to/file.db. It is kept as a secret, since it holds a password.':
    'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… ou sqlite:///path/to/file.db. Elle est conservée comme secret, car elle contient un mot de passe.',
  'expected an address such as postgres://user:password@host:5432/name':
    'une adresse est attendue, comme postgres://user:password@host:5432/name',
  'Ask questions about any public repository on GitHub and read its generated wiki.':
    'Poser des questions sur n’importe quel dépôt public de GitHub et lire le wiki généré pour lui.',
  'Sends questions to Cognition; public repositories only.':
    'Envoie les questions à Cognition ; dépôts publics uniquement.',
  'Apps, Droplets, databases, networking and Kubernetes on DigitalOcean.':
    'Applications, Droplets, bases de données, réseau et Kubernetes sur DigitalOcean.',
  'Creates, changes and deletes what the token allows, which costs money.':
    'Crée, modifie et supprime ce que le token permet, ce qui coûte de l’argent.',
  Services: 'Services',
  'Of these only are there tools.': 'Seuls ces services ont des outils.',
  'expected names such as apps or networking': 'des noms sont attendus, comme apps ou networking',
  'Make diagrams from Mermaid, CSV or XML and open them in the draw.io editor.':
    'Créer des diagrammes à partir de Mermaid, CSV ou XML et les ouvrir dans l’éditeur draw.io.',
  'Opens your browser.': 'Ouvre votre navigateur.',
  'Lint files with the ESLint configuration of their project.':
    'Analyser des fichiers avec la configuration ESLint de leur projet.',
  "Runs the project's ESLint configuration and its plugins, which is code.":
    'Exécute la configuration ESLint du projet et ses plugins, donc du code.',
  Project: 'Projet',
  'Where ESLint and its configuration are looked for.': 'Où chercher ESLint et sa configuration.',
  'One of each thing that MCP has; for trying out clients.':
    'Un exemple de tout ce que MCP permet ; pour essayer des clients.',
  "Asks its client back; a tool shows the server's environment.":
    'Interroge son client en retour ; un outil montre l’environnement du serveur.',
  'Search the web by meaning and read pages.':
    'Rechercher sur le web par le sens et lire des pages.',
  'Sends searches to Exa; each one counts against your plan.':
    'Envoie les recherches à Exa ; chacune est décomptée de votre forfait.',
  'Fetch web pages as Markdown.': 'Récupérer des pages web en Markdown.',
  'Fetches any address, also on your own network.':
    'Accède à n’importe quelle adresse, même sur votre propre réseau.',
  'Layout and styles of Figma designs in a form from which code can be written.':
    'Mise en page et styles des maquettes Figma, sous une forme qui permet d’en écrire le code.',
  'Reads every design that the token can see.': 'Lit toutes les maquettes visibles avec le token.',
  'Writes images into the folder below when asked to.':
    'Écrit des images dans le dossier ci-dessous quand on le lui demande.',
  'With read access to file content.': 'Avec accès en lecture au contenu des fichiers.',
  'Folder for images': 'Dossier des images',
  'Images are downloaded into this folder only.':
    'Les images ne sont téléchargées que dans ce dossier.',
  'Read, write, search and move files in the folders you name, and nowhere else.':
    'Lire, écrire, rechercher et déplacer des fichiers dans les dossiers que vous indiquez, et nulle part ailleurs.',
  'Reads, changes and overwrites files in these folders.':
    'Lit, modifie et écrase des fichiers dans ces dossiers.',
  Folders: 'Dossiers',
  'Folders that it may use. ${project} is the project folder of each client, so that every project sees its own files only.':
    'Dossiers qu’il peut utiliser. ${project} est le dossier de projet de chaque client ; ainsi, chaque projet ne voit que ses propres fichiers.',
  'Scrape, crawl, map and search the web, and extract structured data.':
    'Récupérer des pages, parcourir et cartographier des sites, rechercher sur le web et extraire des données structurées.',
  'Sends addresses and searches to Firecrawl; each call costs credits.':
    'Envoie les adresses et les recherches à Firecrawl ; chaque appel coûte des crédits.',
  'Needs Node.js 22 or newer.': 'Nécessite Node.js 22 ou plus récent.',
  'Own instance': 'Votre instance',
  'The address of a Firecrawl that you host. Leave empty for the service.':
    'L’adresse d’un Firecrawl que vous hébergez. Laisser vide pour utiliser le service.',
  '28 Git tools, from clone and blame to rebase, worktrees and changelogs.':
    '28 outils Git : clone, blame, rebase, worktrees, changelogs et bien d’autres.',
  'Changes repositories, and pushes to remotes with the credentials of your Git.':
    'Modifie des dépôts et pousse vers des dépôts distants avec les identifiants de votre Git.',
  Folder: 'Dossier',
  'It may use repositories in this folder only.':
    'Il ne peut utiliser que les dépôts de ce dossier.',
  'Status, diffs, commits, branches and history of local repositories.':
    'État, diffs, commits, branches et historique de dépôts locaux.',
  'Commits, switches branches and resets the index.':
    'Crée des commits, change de branche et réinitialise l’index.',
  Repository: 'Dépôt',
  'The only repository that it may use. ${project} is the project folder of each client.':
    'Le seul dépôt qu’il peut utiliser. ${project} est le dossier de projet de chaque client.',
  "GitHub's server in a container on your machine; for GitHub Enterprise, too.":
    'Le serveur de GitHub dans un conteneur sur votre machine ; aussi pour GitHub Enterprise.',
  'Does what the token allows, which may be more than you want to hand over.':
    'Fait tout ce que le token permet, peut-être plus que vous ne voulez lui confier.',
  'A fine-grained token with access to the repositories that you want to use.':
    'Un token à droits précis (fine-grained), avec accès aux dépôts que vous voulez utiliser.',
  'GitHub Enterprise': 'GitHub Enterprise',
  'The address of your own GitHub. Leave empty for github.com.':
    'L’adresse de votre propre GitHub. Laisser vide pour github.com.',
  'Offers no tool that changes anything.': 'N’offre aucun outil qui modifie quelque chose.',
  'Repositories, issues, pull requests, Actions and code search, hosted by GitHub.':
    'Dépôts, issues, pull requests, Actions et recherche de code ; hébergé par GitHub.',
  Toolsets: 'Jeux d’outils',
  'Leave empty for the usual ones. Others are actions, code_security, discussions, orgs and all.':
    'Laisser vide pour les jeux habituels. Il y a aussi actions, code_security, discussions, orgs et all.',
  'expected names such as repos or pull_requests':
    'des noms sont attendus, comme repos ou pull_requests',
  'Dashboards, data sources, Prometheus and Loki queries, alerts and incidents.':
    'Tableaux de bord, sources de données, requêtes Prometheus et Loki, alertes et incidents.',
  'Reads all data sources that the service account may query.':
    'Lit toutes les sources de données que le compte de service peut interroger.',
  'Your Grafana': 'Votre Grafana',
  'Such as https://myinstance.grafana.net. From a container, a Grafana on this machine is http://host.docker.internal:3000.':
    'Par exemple https://myinstance.grafana.net. Depuis un conteneur, un Grafana de cette machine se trouve à l’adresse http://host.docker.internal:3000.',
  'Service account token': 'Token de compte de service',
  'Search models, datasets, Spaces and papers, and run Spaces as tools.':
    'Rechercher des modèles, des jeux de données, des Spaces et des articles, et exécuter des Spaces comme outils.',
  'Sends searches to Hugging Face. Spaces that you add in its settings run with your account.':
    'Envoie les recherches à Hugging Face. Les Spaces ajoutés dans ses paramètres s’exécutent avec votre compte.',
  'Access token': 'Token d’accès',
  'A token that can read is enough.': 'Un token limité à la lecture suffit.',
  'Pods, logs, events, resources and Helm releases of Kubernetes and OpenShift clusters.':
    'Pods, journaux, événements, ressources et releases Helm de clusters Kubernetes et OpenShift.',
  'Does what your kubeconfig allows, secrets of the cluster included.':
    'Fait tout ce que votre kubeconfig permet, accès aux secrets du cluster compris.',
  Kubeconfig: 'Kubeconfig',
  'Look at and change feature flags, environments, segments and AI configs.':
    'Consulter et modifier les feature flags, environnements, segments et configurations d’IA.',
  'Its key stands in the process list, where every user of this machine can read it.':
    'Sa clé figure dans la liste des processus, où tout utilisateur de cette machine peut la lire.',
  'Changes flags that people see at once, where the key allows it.':
    'Modifie, si la clé le permet, des flags dont les utilisateurs voient aussitôt l’effet.',
  'API access token': 'Token d’accès à l’API',
  'A token of a role that can only read is enough to look.':
    'Pour consulter, un token dont le rôle est limité à la lecture suffit.',
  Access: 'Accès',
  'Find, create and update issues, projects and comments, hosted by Linear.':
    'Trouver, créer et mettre à jour des tickets, des projets et des commentaires ; hébergé par Linear.',
  'Changes issues and projects in your name.': 'Modifie des tickets et des projets en votre nom.',
  'Under Security & access; choose what it may do.':
    'Sous Security & access ; choisir ce que la clé permet de faire.',
  'Geocoding, routes, travel times, places and static maps.':
    'Géocodage, itinéraires, temps de trajet, lieux et cartes statiques.',
  'Sends places to Mapbox; calls count against your plan.':
    'Envoie les lieux à Mapbox ; les appels sont décomptés de votre forfait.',
  'Turn PDF, Word, Excel, PowerPoint, images and web pages into Markdown.':
    'Convertir PDF, Word, Excel, PowerPoint, images et pages web en Markdown.',
  'Reads any file that you can read.': 'Lit tout fichier que vous pouvez lire.',
  'Fetches addresses that it is given.': 'Accède aux adresses qu’on lui donne.',
  'A knowledge graph that outlives conversations, shared by every client.':
    'Un graphe de connaissances qui survit aux conversations, commun à tous les clients.',
  'What one client tells it, every other can read.':
    'Ce qu’un client lui confie, tous les autres peuvent le lire.',
  File: 'Fichier',
  'Where the graph is kept. ${project}/.mcp-memory.jsonl gives each project its own.':
    'Où conserver le graphe. Avec ${project}/.mcp-memory.jsonl, chaque projet a le sien.',
  "Search and read Microsoft's documentation and code samples.":
    'Rechercher et lire la documentation et les exemples de code de Microsoft.',
  'Sends searches to Microsoft.': 'Envoie les recherches à Microsoft.',
  'Drive iOS and Android apps on simulators, emulators and real devices.':
    'Piloter des applications iOS et Android sur des simulateurs, des émulateurs et de vrais appareils.',
  'Acts on every device that is connected.': 'Agit sur tous les appareils connectés.',
  'Needs Android platform tools or Xcode.': 'Nécessite les Platform Tools d’Android ou Xcode.',
  'Query collections, look at schemas and indexes, and manage Atlas.':
    'Interroger des collections, consulter schémas et index, et gérer Atlas.',
  'Reads every database that the connection can see.':
    'Lit toutes les bases de données que la connexion permet de voir.',
  'mongodb://… or mongodb+srv://…; it is kept as a secret, since it holds a password.':
    'mongodb://… ou mongodb+srv://… ; elle est conservée comme secret, car elle contient un mot de passe.',
  'expected mongodb://… or mongodb+srv://…':
    'une adresse est attendue, mongodb://… ou mongodb+srv://…',
  'Documentation and code examples of Material UI, MUI X and Joy UI.':
    'Documentation et exemples de code de Material UI, MUI X et Joy UI.',
  'Fetches documentation from mui.com.': 'Récupère la documentation sur mui.com.',
  'Needs Node.js 22.12 or newer.': 'Nécessite Node.js 22.12 ou plus récent.',
  'Know every n8n node, and build, check and run workflows.':
    'Connaître tous les nœuds n8n ; créer, vérifier et exécuter des workflows.',
  'With an API key it changes and runs workflows of your instance.':
    'Avec une clé API, il modifie et exécute les workflows de votre instance.',
  'Your n8n': 'Votre n8n',
  'Such as https://n8n.example.com. Without it there is documentation only.':
    'Par exemple https://n8n.example.com. Sans elle, seule la documentation est disponible.',
  'Under Settings, n8n API.': 'Sous Settings, n8n API.',
  'Create, deploy and manage sites, forms and environment variables on Netlify.':
    'Créer, déployer et gérer des sites, des formulaires et des variables d’environnement sur Netlify.',
  'Deploys and changes sites of your account.': 'Déploie et modifie des sites de votre compte.',
  'Errors, routes and logs of Next.js development servers that run, and Next.js documentation.':
    'Erreurs, routes et journaux des serveurs de développement Next.js actifs, et documentation de Next.js.',
  'Talks to development servers on this machine.':
    'Communique avec des serveurs de développement sur cette machine.',
  'Search, read and write pages and databases that you shared with an integration.':
    'Rechercher, lire et écrire des pages et des bases de données que vous avez partagées avec une intégration.',
  'Reads and changes the pages that the integration may use.':
    'Lit et modifie les pages auxquelles l’intégration a accès.',
  'Integration token': 'Token d’intégration',
  'Make an internal integration, then share the pages with it.':
    'Créer une intégration interne, puis partager les pages avec elle.',
  'What is in an Nx workspace, what depends on what, and Nx documentation.':
    'Contenu et dépendances d’un espace de travail Nx, et documentation de Nx.',
  'Reads the workspace and runs its Nx.': 'Lit l’espace de travail et exécute son Nx.',
  Workspace: 'Espace de travail',
  'The folder with nx.json.': 'Le dossier qui contient nx.json.',
  'All tools': 'Tous les outils',
  'Adds those that analyse the workspace.': 'Ajoute ceux qui analysent l’espace de travail.',
  'Search, read and edit notes of an open Obsidian vault.':
    'Rechercher, lire et modifier les notes d’un coffre Obsidian ouvert.',
  'Changes and deletes notes.': 'Modifie et supprime des notes.',
  'Needs the Obsidian plugin Local REST API, and Obsidian running.':
    'Nécessite Obsidian ouvert, avec son plugin Local REST API.',
  'In the settings of the plugin Local REST API.': 'Dans les paramètres du plugin Local REST API.',
  Address: 'Adresse',
  'Of the plugin; turn on its non-encrypted server for this one.':
    'Celle du plugin ; l’adresse proposée suppose que son serveur non chiffré est activé.',
  'Ask, research and reason with answers that name their sources.':
    'Poser des questions, faire des recherches et raisonner, avec des réponses qui citent leurs sources.',
  'Sends questions to Perplexity; each one is billed.':
    'Envoie les questions à Perplexity ; chacune est facturée.',
  "Manage and search Pinecone indexes, and search Pinecone's documentation.":
    'Gérer des index Pinecone, y faire des recherches et consulter la documentation de Pinecone.',
  'Creates indexes and writes records.': 'Crée des index et écrit des enregistrements.',
  'Drive a browser by what a page says of itself, without screenshots.':
    'Piloter un navigateur d’après ce qu’une page dit d’elle-même, sans captures d’écran.',
  'Opens any address, and acts on pages.': 'Ouvre n’importe quelle adresse et agit sur les pages.',
  'Downloads a browser when it is first asked to, unless there is one.':
    'Télécharge un navigateur à la première demande, s’il n’y en a pas déjà un.',
  Browser: 'Navigateur',
  'Without it, sign-ins and cookies are kept in a profile on disk, which one browser at a time can use.':
    'Sinon, connexions et cookies sont conservés dans un profil sur le disque, utilisable par un seul navigateur à la fois.',
  'Search PubMed and read articles, citations and MeSH terms.':
    'Rechercher dans PubMed et lire des articles, des citations et des termes MeSH.',
  'Sends searches to the NCBI.': 'Envoie les recherches au NCBI.',
  'NCBI API key': 'Clé API du NCBI',
  'Not needed; with one you may ask ten times a second.':
    'Pas nécessaire ; avec une clé, dix requêtes par seconde sont permises.',
  'The NCBI asks whoever calls it often to say how they can be reached.':
    'Le NCBI demande à ceux qui l’appellent souvent d’indiquer comment les joindre.',
  'expected an email address': 'une adresse e-mail est attendue',
  'Keep notes in a vector database and find them again by meaning.':
    'Conserver des notes dans une base vectorielle et les retrouver par le sens.',
  'Writes into the collection.': 'Écrit dans la collection.',
  'Downloads an embedding model when it is first used.':
    'Télécharge un modèle d’embedding à la première utilisation.',
  Collection: 'Collection',
  'Read and write strings, hashes, lists, streams, JSON and vectors in Redis.':
    'Lire et écrire des chaînes, des hashes, des listes, des streams, du JSON et des vecteurs dans Redis.',
  'Changes and deletes keys that the user may change.':
    'Modifie et supprime les clés que l’utilisateur a le droit de modifier.',
  Host: 'Hôte',
  Port: 'Port',
  User: 'Utilisateur',
  Password: 'Mot de passe',
  'Services, databases, deploys, logs and metrics on Render, hosted by Render.':
    'Services, bases de données, déploiements, journaux et métriques sur Render ; hébergé par Render.',
  'Creates services and reads databases of your workspaces.':
    'Crée des services et lit les bases de données de vos espaces de travail.',
  'Pack a local folder or a remote repository into one text for a model to read and search.':
    'Réunir un dossier local ou un dépôt distant en un seul texte qu’un modèle peut lire et parcourir.',
  'Reads any folder that you can read; files that look like secrets are left out.':
    'Lit tout dossier que vous pouvez lire ; les fichiers qui semblent contenir des secrets sont laissés de côté.',
  'Clones remote repositories when asked to.': 'Clone des dépôts distants quand on le lui demande.',
  'Find issues, events and traces, and what Sentry thinks is their cause.':
    'Trouver des problèmes, des événements et des traces, et leur cause selon Sentry.',
  'Reads every project that the token can see, and may resolve issues.':
    'Lit tous les projets visibles avec le token, et peut marquer des problèmes comme résolus.',
  'Needs Node.js 22.13 or newer.': 'Nécessite Node.js 22.13 ou plus récent.',
  'User auth token': 'Token d’authentification utilisateur',
  'With org:read, project:read, team:read and event:read.':
    'Avec org:read, project:read, team:read et event:read.',
  'Own Sentry': 'Votre Sentry',
  'The host of a Sentry that you run. Leave empty for sentry.io.':
    'L’hôte d’un Sentry que vous exploitez. Laisser vide pour sentry.io.',
  'expected a host such as sentry.example.com': 'un hôte est attendu, comme sentry.example.com',
  'Holds every call to it.': 'Limite tous les appels à cette organisation.',
  'A place to think step by step, revise and branch.':
    'Un espace pour réfléchir étape par étape, se corriger et suivre d’autres pistes.',
  'Finds and edits code by symbols, with language servers.':
    'Trouver et modifier du code par ses symboles, à l’aide de serveurs de langage.',
  'Changes code in the project, and runs commands in a shell.':
    'Modifie le code du projet et exécute des commandes dans un shell.',
  'The project that it works on.': 'Le projet sur lequel il travaille.',
  'Find, look at and add components from shadcn registries.':
    'Trouver, consulter et ajouter des composants de registres shadcn.',
  'Fetches from the registries that components.json names.':
    'Télécharge depuis les registres que nomme components.json.',
  'The folder with components.json.': 'Le dossier qui contient components.json.',
  "Search Shopify's developer documentation and validate GraphQL, Liquid and themes.":
    'Rechercher dans la documentation développeur de Shopify et valider GraphQL, Liquid et thèmes.',
  'Sends searches and code that is validated to Shopify.':
    'Envoie à Shopify les recherches et le code à valider.',
  'Read channels, threads and direct messages, and search them.':
    'Lire les canaux, les fils et les messages directs, et y faire des recherches.',
  'Reads everything that you can read in the workspace.':
    'Lit tout ce que vous pouvez lire dans l’espace de travail.',
  'User OAuth token': 'Token OAuth utilisateur',
  'expected a user token, which begins with xoxp-':
    'un token utilisateur est attendu ; il commence par xoxp-',
  'Channels to post in': 'Canaux où publier',
  'Ids of channels in which it may post; none if you leave it empty.':
    'Identifiants des canaux où il peut publier ; aucun si le champ reste vide.',
  'expected ids such as C0123456789': 'des identifiants sont attendus, comme C0123456789',
  "Customers, payments, invoices, subscriptions and Stripe's documentation.":
    'Clients, paiements, factures, abonnements et documentation de Stripe.',
  'Moves money where the key allows it. Make a restricted key, in a sandbox first.':
    'Déplace de l’argent si la clé le permet. Créer une clé limitée, d’abord dans une sandbox.',
  'Restricted key': 'Clé limitée',
  'expected a key that begins with rk_': 'une clé qui commence par rk_ est attendue',
  'Tables, SQL, migrations, logs and Edge Functions of Supabase projects.':
    'Tables, SQL, migrations, journaux et Edge Functions de projets Supabase.',
  'Reaches every project of your account, unless you name one.':
    'Accède à tous les projets de votre compte, sauf si vous en indiquez un.',
  "The project's reference. Leave empty for all projects.":
    'La référence du projet. Laisser vide pour tous les projets.',
  "expected the 20 letters of the project's address":
    'les 20 lettres de l’adresse du projet sont attendues',
  'Runs SQL as a user that can only read.':
    'Exécute les requêtes SQL avec un utilisateur limité à la lecture.',
  'Svelte and SvelteKit documentation, and an autofixer for Svelte code.':
    'Documentation de Svelte et de SvelteKit, et correction automatique du code Svelte.',
  'Fetches documentation from svelte.dev.': 'Récupère la documentation sur svelte.dev.',
  'Search, extract, crawl and map the web, with answers made for models.':
    'Rechercher sur le web, extraire des pages, parcourir et cartographier des sites, avec des réponses faites pour les modèles.',
  'Sends searches and addresses to Tavily; each call costs credits.':
    'Envoie les recherches et les adresses à Tavily ; chaque appel coûte des crédits.',
  'Providers, modules and policies of the Terraform Registry, and HCP Terraform workspaces.':
    'Providers, modules et policies du Terraform Registry, et espaces de travail HCP Terraform.',
  'With a token it reads and changes workspaces, variables and runs.':
    'Avec un token, il lit et modifie les espaces de travail, les variables et les exécutions.',
  'HCP Terraform token': 'Token HCP Terraform',
  'Not needed for the public registry.': 'Pas nécessaire pour le registre public.',
  'Terraform Enterprise': 'Terraform Enterprise',
  'The address of your own. Leave empty for HCP Terraform.':
    'L’adresse du vôtre. Laisser vide pour HCP Terraform.',
  'The time in any time zone, and conversions between them.':
    'L’heure dans n’importe quel fuseau horaire, et les conversions d’un fuseau à l’autre.',
  'Your time zone': 'Votre fuseau horaire',
  "Such as Europe/Berlin. Leave empty for this machine's.":
    'Par exemple Europe/Berlin. Laisser vide pour celui de cette machine.',
  'expected a name such as Europe/Berlin': 'un nom est attendu, comme Europe/Berlin',
  'Forecasts, current conditions and alerts for any place, without a key.':
    'Prévisions, temps actuel et alertes pour n’importe quel lieu, sans clé.',
  'Sends places to public weather services.': 'Envoie les lieux à des services météo publics.',
  'Search Wikipedia and read articles as Markdown.':
    'Rechercher dans Wikipédia et lire des articles en Markdown.',
  'Fetches from Wikipedia.': 'Récupère les articles sur Wikipédia.',
};
