import type { PresetTexts } from './preset-texts.ts';

export const texts: PresetTexts = {
  'List bases and tables, and read and write records, fields and comments.':
    'Basen und Tabellen auflisten sowie Datensätze, Felder und Kommentare lesen und schreiben.',
  'Reads and changes the bases that the token may use.':
    'Liest und ändert die Basen, die das Token benutzen darf.',
  'Personal access token': 'Persönliches Zugriffstoken',
  'Give it schema.bases:read and data.records:read; add the write scopes if you want changes.':
    'Mit schema.bases:read und data.records:read; für Änderungen auch die Scopes zum Schreiben.',
  'Run thousands of ready-made scrapers for search engines, maps, shops and social media.':
    'Tausende fertige Scraper für Suchmaschinen, Karten, Shops und soziale Medien ausführen.',
  'Runs scrapers in your account; each run costs credits.':
    'Führt Scraper im eigenen Konto aus; jeder Lauf kostet Credits.',
  'API token': 'API-Token',
  'Search arXiv, download papers and read them.':
    'arXiv durchsuchen, Artikel herunterladen und lesen.',
  'Keeps the papers that it downloads in the folder below.':
    'Bewahrt heruntergeladene Artikel im unten angegebenen Ordner auf.',
  'Folder for papers': 'Ordner für Artikel',
  'Search, read and change Jira issues and Confluence pages, in the cloud or on your own servers.':
    'Jira-Vorgänge und Confluence-Seiten suchen, lesen und ändern, in der Cloud oder auf eigenen Servern.',
  'Changes issues and pages in your name, unless it is read only.':
    'Ändert Vorgänge und Seiten in Ihrem Namen, außer mit „Nur lesen“.',
  Site: 'Site',
  'Such as https://your-company.atlassian.net.': 'Etwa https://your-company.atlassian.net.',
  'expected the address without what follows the name, such as https://acme.atlassian.net':
    'erwartet wird die Adresse ohne alles, was auf den Namen folgt, etwa https://acme.atlassian.net',
  Email: 'E-Mail-Adresse',
  'expected the email address that you sign in with':
    'erwartet wird die E-Mail-Adresse, die zum Anmelden dient',
  'Read only': 'Nur lesen',
  'Refuses everything that changes something.': 'Weist alles ab, was etwas ändert.',
  'AWS documentation, what is new, code samples and which region has which service.':
    'AWS-Dokumentation, Neuigkeiten, Codebeispiele und welche Region welchen Dienst hat.',
  'Sends searches to AWS.': 'Sendet Suchanfragen an AWS.',
  'Work items, repositories, pull requests, pipelines, wikis and test plans.':
    'Work Items, Repositorys, Pull-Requests, Pipelines, Wikis und Testpläne.',
  'On Linux it needs libsecret.': 'Benötigt unter Linux libsecret.',
  'Opens your browser to sign in when it is first used.':
    'Öffnet bei der ersten Benutzung den Browser zum Anmelden.',
  'Changes work items, pull requests and pipelines.':
    'Ändert Work Items, Pull-Requests und Pipelines.',
  Organization: 'Organisation',
  'As in dev.azure.com/contoso.': 'Wie in dev.azure.com/contoso.',
  'expected the name alone, such as contoso': 'erwartet wird nur der Name, etwa contoso',
  'Sign in with': 'Anmelden mit',
  'interactive opens a browser; azcli uses what `az login` left.':
    'interactive öffnet einen Browser; azcli benutzt die Anmeldung von `az login`.',
  'Search the web, news, images, videos and places with Brave.':
    'Mit Brave im Web und nach Nachrichten, Bildern, Videos und Orten suchen.',
  'Sends searches to Brave; each one counts against your plan.':
    'Sendet Suchanfragen an Brave; jede wird auf das Kontingent angerechnet.',
  'API key': 'API-Schlüssel',
  '27 kinds of charts, maps and diagrams as images.':
    '27 Arten von Diagrammen, Karten und Schaubildern als Bilder.',
  "Sends the data of each chart to AntV's service, which draws it, unless you name your own.":
    'Sendet die Daten jedes Diagramms an den Dienst von AntV, der es zeichnet, sofern kein eigener angegeben ist.',
  'Own drawing service': 'Eigener Diagrammdienst',
  "The address of one that you host. Leave empty for AntV's.":
    'Adresse eines selbst betriebenen Dienstes. Leer lassen für den von AntV.',
  'Inspect, debug and measure pages in a live Chrome, with traces and network requests.':
    'Seiten in einem laufenden Chrome untersuchen, debuggen und ihre Leistung messen, mit Traces und Netzwerkanfragen.',
  'Sees and changes everything in the browser that it starts.':
    'Sieht und ändert alles in dem Browser, den er startet.',
  'Without a window': 'Ohne Fenster',
  'Forget everything afterwards': 'Danach alles vergessen',
  'Without it, one profile is used by all, and by one browser at a time.':
    'Wenn aus, teilen sich alle ein Profil, das jeweils nur ein Browser benutzen kann.',
  'A Chrome that runs': 'Laufender Chrome',
  'The address of its debugging port, such as http://127.0.0.1:9222. Leave empty to start one.':
    'Adresse seines Debugging-Ports, etwa http://127.0.0.1:9222. Leer lassen, um einen zu starten.',
  "Search Cloudflare's documentation.": 'Cloudflares Dokumentation durchsuchen.',
  'Sends searches to Cloudflare.': 'Sendet Suchanfragen an Cloudflare.',
  'Current documentation and code examples of libraries, for the version that you use.':
    'Aktuelle Dokumentation und Codebeispiele zu Bibliotheken, passend zur benutzten Version.',
  'Sends what it looks up to Upstash.': 'Sendet, was er nachschlägt, an Upstash.',
  'Not needed; with one there are higher limits.':
    'Nicht nötig; mit Schlüssel gelten höhere Grenzen.',
  'Explore and query PostgreSQL, MySQL, MariaDB, SQL Server, Oracle and SQLite.':
    'PostgreSQL, MySQL, MariaDB, SQL Server, Oracle und SQLite erkunden und abfragen.',
  "Runs any SQL that the database's user may run. Give it a user that can only read.":
    'Führt jedes SQL aus, das der Datenbankbenutzer ausführen darf. Am besten einen Benutzer angeben, der nur lesen darf.',
  'Needs Node.js 22.5 or newer.': 'Benötigt Node.js 22.5 oder neuer.',
  'Connection string': 'Verbindungszeichenfolge',
  'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… or sqlite:///path/to/file.db. It is kept as a secret, since it holds a password.':
    'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… oder sqlite:///path/to/file.db. Sie wird als Geheimnis aufbewahrt, da sie ein Passwort enthält.',
  'expected an address such as postgres://user:password@host:5432/name':
    'erwartet wird eine Adresse wie postgres://user:password@host:5432/name',
  'Ask questions about any public repository on GitHub and read its generated wiki.':
    'Fragen zu jedem öffentlichen Repository auf GitHub stellen und sein generiertes Wiki lesen.',
  'Sends questions to Cognition; public repositories only.':
    'Sendet Fragen an Cognition; nur öffentliche Repositorys.',
  'Apps, Droplets, databases, networking and Kubernetes on DigitalOcean.':
    'Apps, Droplets, Datenbanken, Netzwerke und Kubernetes bei DigitalOcean.',
  'Creates, changes and deletes what the token allows, which costs money.':
    'Erstellt, ändert und löscht, was das Token erlaubt; das kostet Geld.',
  Services: 'Dienste',
  'Of these only are there tools.': 'Nur für diese gibt es Tools.',
  'expected names such as apps or networking': 'erwartet werden Namen wie apps oder networking',
  'Make diagrams from Mermaid, CSV or XML and open them in the draw.io editor.':
    'Diagramme aus Mermaid, CSV oder XML erstellen und im draw.io-Editor öffnen.',
  'Opens your browser.': 'Öffnet den Browser.',
  'Lint files with the ESLint configuration of their project.':
    'Dateien mit der ESLint-Konfiguration ihres Projekts prüfen.',
  "Runs the project's ESLint configuration and its plugins, which is code.":
    'Führt die ESLint-Konfiguration des Projekts und deren Plugins aus, also Code.',
  Project: 'Projekt',
  'Where ESLint and its configuration are looked for.':
    'Hier werden ESLint und seine Konfiguration gesucht.',
  'One of each thing that MCP has; for trying out clients.':
    'Von allem, was MCP bietet, je ein Beispiel; zum Ausprobieren von Clients.',
  "Asks its client back; a tool shows the server's environment.":
    'Stellt dem Client Rückfragen; ein Tool zeigt die Umgebung des Servers.',
  'Search the web by meaning and read pages.':
    'Das Web nach Bedeutung durchsuchen und Seiten lesen.',
  'Sends searches to Exa; each one counts against your plan.':
    'Sendet Suchanfragen an Exa; jede wird auf das Kontingent angerechnet.',
  'Fetch web pages as Markdown.': 'Webseiten als Markdown abrufen.',
  'Fetches any address, also on your own network.':
    'Ruft beliebige Adressen ab, auch im eigenen Netz.',
  'Layout and styles of Figma designs in a form from which code can be written.':
    'Layout und Stile von Figma-Designs in einer Form, aus der sich Code schreiben lässt.',
  'Reads every design that the token can see.': 'Liest jedes Design, das das Token sehen kann.',
  'Writes images into the folder below when asked to.':
    'Schreibt auf Anfrage Bilder in den unten angegebenen Ordner.',
  'With read access to file content.': 'Mit Lesezugriff auf den Inhalt von Dateien (file content).',
  'Folder for images': 'Ordner für Bilder',
  'Images are downloaded into this folder only.':
    'Bilder werden nur in diesen Ordner heruntergeladen.',
  'Read, write, search and move files in the folders you name, and nowhere else.':
    'Dateien lesen, schreiben, suchen und verschieben, ausschließlich in den angegebenen Ordnern.',
  'Reads, changes and overwrites files in these folders.':
    'Liest, ändert und überschreibt Dateien in diesen Ordnern.',
  Folders: 'Ordner',
  'Folders that it may use. ${project} is the project folder of each client, so that every project sees its own files only.':
    'Ordner, die er benutzen darf. ${project} ist der Projektordner des jeweiligen Clients; so sieht jedes Projekt nur seine eigenen Dateien.',
  'Scrape, crawl, map and search the web, and extract structured data.':
    'Webseiten auslesen, crawlen und ihre URLs erfassen, das Web durchsuchen und strukturierte Daten extrahieren.',
  'Sends addresses and searches to Firecrawl; each call costs credits.':
    'Sendet Adressen und Suchanfragen an Firecrawl; jeder Aufruf kostet Credits.',
  'Needs Node.js 22 or newer.': 'Benötigt Node.js 22 oder neuer.',
  'Own instance': 'Eigene Instanz',
  'The address of a Firecrawl that you host. Leave empty for the service.':
    'Adresse eines selbst betriebenen Firecrawl. Leer lassen für den Dienst.',
  '28 Git tools, from clone and blame to rebase, worktrees and changelogs.':
    '28 Git-Tools, von clone und blame bis zu rebase, Worktrees und Changelogs.',
  'Changes repositories, and pushes to remotes with the credentials of your Git.':
    'Ändert Repositorys und pusht zu Remotes, mit den Zugangsdaten von Git auf diesem Rechner.',
  Folder: 'Ordner',
  'It may use repositories in this folder only.':
    'Nur Repositorys in diesem Ordner darf er benutzen.',
  'Status, diffs, commits, branches and history of local repositories.':
    'Status, Diffs, Commits, Branches und Verlauf lokaler Repositorys.',
  'Commits, switches branches and resets the index.':
    'Erstellt Commits, wechselt Branches und setzt den Index zurück.',
  Repository: 'Repository',
  'The only repository that it may use. ${project} is the project folder of each client.':
    'Das einzige Repository, das er benutzen darf. ${project} ist der Projektordner des jeweiligen Clients.',
  "GitHub's server in a container on your machine; for GitHub Enterprise, too.":
    'GitHubs Server in einem Container auf diesem Rechner; auch für GitHub Enterprise.',
  'Does what the token allows, which may be more than you want to hand over.':
    'Tut, was das Token erlaubt, und das kann mehr sein als gewollt.',
  'A fine-grained token with access to the repositories that you want to use.':
    'Ein Token vom Typ „fine-grained“ mit Zugriff auf die gewünschten Repositorys.',
  'GitHub Enterprise': 'GitHub Enterprise',
  'The address of your own GitHub. Leave empty for github.com.':
    'Adresse des eigenen GitHub. Leer lassen für github.com.',
  'Offers no tool that changes anything.': 'Bietet kein Tool an, das etwas ändert.',
  'Repositories, issues, pull requests, Actions and code search, hosted by GitHub.':
    'Repositorys, Issues, Pull-Requests, Actions und Codesuche, gehostet von GitHub.',
  Toolsets: 'Toolsets',
  'Leave empty for the usual ones. Others are actions, code_security, discussions, orgs and all.':
    'Leer lassen für die üblichen. Weitere sind actions, code_security, discussions, orgs und all.',
  'expected names such as repos or pull_requests':
    'erwartet werden Namen wie repos oder pull_requests',
  'Dashboards, data sources, Prometheus and Loki queries, alerts and incidents.':
    'Dashboards, Datenquellen, Abfragen an Prometheus und Loki, Alarme und Incidents.',
  'Reads all data sources that the service account may query.':
    'Liest alle Datenquellen, die das Dienstkonto abfragen darf.',
  'Your Grafana': 'Adresse von Grafana',
  'Such as https://myinstance.grafana.net. From a container, a Grafana on this machine is http://host.docker.internal:3000.':
    'Etwa https://myinstance.grafana.net. Aus einem Container ist ein Grafana auf diesem Rechner unter http://host.docker.internal:3000 erreichbar.',
  'Service account token': 'Dienstkonto-Token',
  'Search models, datasets, Spaces and papers, and run Spaces as tools.':
    'Modelle, Datensätze, Spaces und Artikel suchen und Spaces als Tools ausführen.',
  'Sends searches to Hugging Face. Spaces that you add in its settings run with your account.':
    'Sendet Suchanfragen an Hugging Face. Spaces, die in den Einstellungen dort hinzugefügt sind, laufen mit dem eigenen Konto.',
  'Access token': 'Zugriffstoken',
  'A token that can read is enough.': 'Ein Token, das lesen kann, genügt.',
  'Pods, logs, events, resources and Helm releases of Kubernetes and OpenShift clusters.':
    'Pods, Logs, Events, Ressourcen und Helm-Releases von Kubernetes- und OpenShift-Clustern.',
  'Does what your kubeconfig allows, secrets of the cluster included.':
    'Tut, was die Kubeconfig erlaubt, einschließlich der Secrets des Clusters.',
  Kubeconfig: 'Kubeconfig',
  'Look at and change feature flags, environments, segments and AI configs.':
    'Feature-Flags, Umgebungen, Segmente und AI Configs ansehen und ändern.',
  'Its key stands in the process list, where every user of this machine can read it.':
    'Sein Schlüssel steht in der Prozessliste, wo ihn jeder Benutzer dieses Rechners lesen kann.',
  'Changes flags that people see at once, where the key allows it.':
    'Ändert Flags mit sofort sichtbarer Wirkung, sofern der Schlüssel es erlaubt.',
  'API access token': 'API-Zugriffstoken',
  'A token of a role that can only read is enough to look.':
    'Zum Ansehen genügt ein Token einer Rolle, die nur lesen kann.',
  Access: 'Zugriff',
  'Find, create and update issues, projects and comments, hosted by Linear.':
    'Issues, Projekte und Kommentare finden, erstellen und ändern, gehostet von Linear.',
  'Changes issues and projects in your name.': 'Ändert Issues und Projekte in Ihrem Namen.',
  'Under Security & access; choose what it may do.':
    'Unter Security & access; dort wählen, was er tun darf.',
  'Geocoding, routes, travel times, places and static maps.':
    'Geocoding, Routen, Fahrzeiten, Orte und statische Karten.',
  'Sends places to Mapbox; calls count against your plan.':
    'Sendet Orte an Mapbox; Aufrufe werden auf das Kontingent angerechnet.',
  'Turn PDF, Word, Excel, PowerPoint, images and web pages into Markdown.':
    'PDF, Word, Excel, PowerPoint, Bilder und Webseiten in Markdown umwandeln.',
  'Reads any file that you can read.': 'Liest jede Datei, die Sie lesen können.',
  'Fetches addresses that it is given.': 'Ruft Adressen ab, die ihm genannt werden.',
  'A knowledge graph that outlives conversations, shared by every client.':
    'Ein Wissensgraph, der Unterhaltungen überdauert und den alle Clients teilen.',
  'What one client tells it, every other can read.':
    'Was ein Client ihm mitteilt, können alle anderen lesen.',
  File: 'Datei',
  'Where the graph is kept. ${project}/.mcp-memory.jsonl gives each project its own.':
    'Hier liegt der Graph. Mit ${project}/.mcp-memory.jsonl bekommt jedes Projekt einen eigenen.',
  "Search and read Microsoft's documentation and code samples.":
    'Microsofts Dokumentation und Codebeispiele durchsuchen und lesen.',
  'Sends searches to Microsoft.': 'Sendet Suchanfragen an Microsoft.',
  'Drive iOS and Android apps on simulators, emulators and real devices.':
    'iOS- und Android-Apps auf Simulatoren, Emulatoren und echten Geräten steuern.',
  'Acts on every device that is connected.': 'Greift auf jedes verbundene Gerät zu.',
  'Needs Android platform tools or Xcode.': 'Benötigt die Android Platform Tools oder Xcode.',
  'Query collections, look at schemas and indexes, and manage Atlas.':
    'Collections abfragen, Schemas und Indizes ansehen und Atlas verwalten.',
  'Reads every database that the connection can see.':
    'Liest jede Datenbank, die die Verbindung sehen kann.',
  'mongodb://… or mongodb+srv://…; it is kept as a secret, since it holds a password.':
    'mongodb://… oder mongodb+srv://…; sie wird als Geheimnis aufbewahrt, da sie ein Passwort enthält.',
  'expected mongodb://… or mongodb+srv://…': 'erwartet wird mongodb://… oder mongodb+srv://…',
  'Documentation and code examples of Material UI, MUI X and Joy UI.':
    'Dokumentation und Codebeispiele zu Material UI, MUI X und Joy UI.',
  'Fetches documentation from mui.com.': 'Ruft Dokumentation von mui.com ab.',
  'Needs Node.js 22.12 or newer.': 'Benötigt Node.js 22.12 oder neuer.',
  'Know every n8n node, and build, check and run workflows.':
    'Alle n8n-Nodes nachschlagen sowie Workflows bauen, prüfen und ausführen.',
  'With an API key it changes and runs workflows of your instance.':
    'Mit einem API-Schlüssel ändert er Workflows der eigenen Instanz und führt sie aus.',
  'Your n8n': 'Adresse von n8n',
  'Such as https://n8n.example.com. Without it there is documentation only.':
    'Etwa https://n8n.example.com. Ohne sie gibt es nur Dokumentation.',
  'Under Settings, n8n API.': 'Unter Settings, n8n API.',
  'Create, deploy and manage sites, forms and environment variables on Netlify.':
    'Sites, Formulare und Umgebungsvariablen bei Netlify erstellen, deployen und verwalten.',
  'Deploys and changes sites of your account.': 'Deployt und ändert Sites des eigenen Kontos.',
  'Errors, routes and logs of Next.js development servers that run, and Next.js documentation.':
    'Fehler, Routen und Logs laufender Next.js-Entwicklungsserver sowie die Next.js-Dokumentation.',
  'Talks to development servers on this machine.':
    'Spricht mit Entwicklungsservern auf diesem Rechner.',
  'Search, read and write pages and databases that you shared with an integration.':
    'Seiten und Datenbanken, die mit einer Integration geteilt sind, durchsuchen, lesen und schreiben.',
  'Reads and changes the pages that the integration may use.':
    'Liest und ändert die Seiten, die die Integration benutzen darf.',
  'Integration token': 'Integrationstoken',
  'Make an internal integration, then share the pages with it.':
    'Eine interne Integration anlegen, dann die Seiten mit ihr teilen.',
  'What is in an Nx workspace, what depends on what, and Nx documentation.':
    'Was in einem Nx-Workspace steckt, was wovon abhängt, und die Nx-Dokumentation.',
  'Reads the workspace and runs its Nx.': 'Liest den Workspace und führt dessen Nx aus.',
  Workspace: 'Workspace',
  'The folder with nx.json.': 'Der Ordner mit nx.json.',
  'All tools': 'Alle Tools',
  'Adds those that analyse the workspace.': 'Ergänzt die Tools, die den Workspace analysieren.',
  'Search, read and edit notes of an open Obsidian vault.':
    'Notizen eines geöffneten Obsidian-Vaults suchen, lesen und bearbeiten.',
  'Changes and deletes notes.': 'Ändert und löscht Notizen.',
  'Needs the Obsidian plugin Local REST API, and Obsidian running.':
    'Benötigt das Obsidian-Plugin Local REST API und ein laufendes Obsidian.',
  'In the settings of the plugin Local REST API.':
    'In den Einstellungen des Plugins Local REST API.',
  Address: 'Adresse',
  'Of the plugin; turn on its non-encrypted server for this one.':
    'Adresse des Plugins; für die vorgegebene dort den unverschlüsselten Server (non-encrypted) einschalten.',
  'Ask, research and reason with answers that name their sources.':
    'Fragen stellen, recherchieren und schlussfolgern, mit Antworten, die ihre Quellen nennen.',
  'Sends questions to Perplexity; each one is billed.':
    'Sendet Fragen an Perplexity; jede wird abgerechnet.',
  "Manage and search Pinecone indexes, and search Pinecone's documentation.":
    'Pinecone-Indizes verwalten und durchsuchen, ebenso Pinecones Dokumentation.',
  'Creates indexes and writes records.': 'Erstellt Indizes und schreibt Datensätze.',
  'Drive a browser by what a page says of itself, without screenshots.':
    'Einen Browser anhand der Struktur der Seiten steuern, ohne Screenshots.',
  'Opens any address, and acts on pages.': 'Öffnet beliebige Adressen und bedient die Seiten.',
  'Downloads a browser when it is first asked to, unless there is one.':
    'Lädt bei Bedarf einen Browser herunter, wenn noch keiner da ist.',
  Browser: 'Browser',
  'Without it, sign-ins and cookies are kept in a profile on disk, which one browser at a time can use.':
    'Wenn aus, bleiben Anmeldungen und Cookies in einem Profil auf der Festplatte, das jeweils nur ein Browser benutzen kann.',
  'Search PubMed and read articles, citations and MeSH terms.':
    'PubMed durchsuchen und Artikel, Zitationen und MeSH-Begriffe lesen.',
  'Sends searches to the NCBI.': 'Sendet Suchanfragen an das NCBI.',
  'NCBI API key': 'NCBI-API-Schlüssel',
  'Not needed; with one you may ask ten times a second.':
    'Nicht nötig; mit Schlüssel sind zehn Anfragen pro Sekunde erlaubt.',
  'The NCBI asks whoever calls it often to say how they can be reached.':
    'Das NCBI bittet bei häufigen Anfragen um eine Kontaktmöglichkeit.',
  'expected an email address': 'erwartet wird eine E-Mail-Adresse',
  'Keep notes in a vector database and find them again by meaning.':
    'Notizen in einer Vektordatenbank aufbewahren und nach Bedeutung wiederfinden.',
  'Writes into the collection.': 'Schreibt in die Collection.',
  'Downloads an embedding model when it is first used.':
    'Lädt bei der ersten Benutzung ein Embedding-Modell herunter.',
  Collection: 'Collection',
  'Read and write strings, hashes, lists, streams, JSON and vectors in Redis.':
    'Strings, Hashes, Listen, Streams, JSON und Vektoren in Redis lesen und schreiben.',
  'Changes and deletes keys that the user may change.':
    'Ändert und löscht Schlüssel, die der Benutzer ändern darf.',
  Host: 'Host',
  Port: 'Port',
  User: 'Benutzer',
  Password: 'Passwort',
  'Services, databases, deploys, logs and metrics on Render, hosted by Render.':
    'Dienste, Datenbanken, Deployments, Logs und Metriken bei Render, von Render selbst gehostet.',
  'Creates services and reads databases of your workspaces.':
    'Erstellt Dienste und liest Datenbanken der eigenen Workspaces.',
  'Pack a local folder or a remote repository into one text for a model to read and search.':
    'Einen lokalen Ordner oder ein entferntes Repository in einen Text packen, den ein Modell lesen und durchsuchen kann.',
  'Reads any folder that you can read; files that look like secrets are left out.':
    'Liest jeden Ordner, den Sie lesen können; Dateien, die nach Geheimnissen aussehen, werden ausgelassen.',
  'Clones remote repositories when asked to.': 'Klont auf Anfrage entfernte Repositorys.',
  'Find issues, events and traces, and what Sentry thinks is their cause.':
    'Issues, Events und Traces finden, samt der Ursache, die Sentry vermutet.',
  'Reads every project that the token can see, and may resolve issues.':
    'Liest jedes Projekt, das das Token sehen kann, und kann Issues als gelöst markieren.',
  'Needs Node.js 22.13 or newer.': 'Benötigt Node.js 22.13 oder neuer.',
  'User auth token': 'User-Auth-Token',
  'With org:read, project:read, team:read and event:read.':
    'Mit org:read, project:read, team:read und event:read.',
  'Own Sentry': 'Eigenes Sentry',
  'The host of a Sentry that you run. Leave empty for sentry.io.':
    'Host eines selbst betriebenen Sentry. Leer lassen für sentry.io.',
  'expected a host such as sentry.example.com': 'erwartet wird ein Host wie sentry.example.com',
  'Holds every call to it.': 'Beschränkt jeden Aufruf auf diese Organisation.',
  'A place to think step by step, revise and branch.':
    'Ein Ort, um schrittweise zu denken, Gedanken zu überarbeiten und zu verzweigen.',
  'Finds and edits code by symbols, with language servers.':
    'Code anhand von Symbolen finden und bearbeiten, mit Language-Servern.',
  'Changes code in the project, and runs commands in a shell.':
    'Ändert Code im Projekt und führt Befehle in einer Shell aus.',
  'The project that it works on.': 'Das Projekt, an dem er arbeitet.',
  'Find, look at and add components from shadcn registries.':
    'Komponenten aus shadcn-Registrys finden, ansehen und hinzufügen.',
  'Fetches from the registries that components.json names.':
    'Ruft die Registrys ab, die components.json nennt.',
  'The folder with components.json.': 'Der Ordner mit components.json.',
  "Search Shopify's developer documentation and validate GraphQL, Liquid and themes.":
    'Shopifys Entwicklerdokumentation durchsuchen und GraphQL, Liquid und Themes validieren.',
  'Sends searches and code that is validated to Shopify.':
    'Sendet Suchanfragen und zu validierenden Code an Shopify.',
  'Read channels, threads and direct messages, and search them.':
    'Kanäle, Threads und Direktnachrichten lesen und durchsuchen.',
  'Reads everything that you can read in the workspace.':
    'Liest alles, was Sie im Workspace lesen können.',
  'User OAuth token': 'User-OAuth-Token',
  'expected a user token, which begins with xoxp-':
    'erwartet wird ein User-Token, das mit xoxp- beginnt',
  'Channels to post in': 'Kanäle zum Posten',
  'Ids of channels in which it may post; none if you leave it empty.':
    'IDs der Kanäle, in denen er posten darf; bleibt dies leer, in keinem.',
  'expected ids such as C0123456789': 'erwartet werden IDs wie C0123456789',
  "Customers, payments, invoices, subscriptions and Stripe's documentation.":
    'Kunden, Zahlungen, Rechnungen, Abonnements und Stripes Dokumentation.',
  'Moves money where the key allows it. Make a restricted key, in a sandbox first.':
    'Bewegt Geld, wo der Schlüssel es erlaubt. Einen eingeschränkten Schlüssel erstellen, am besten zuerst in einer Sandbox.',
  'Restricted key': 'Eingeschränkter Schlüssel',
  'expected a key that begins with rk_': 'erwartet wird ein Schlüssel, der mit rk_ beginnt',
  'Tables, SQL, migrations, logs and Edge Functions of Supabase projects.':
    'Tabellen, SQL, Migrationen, Logs und Edge Functions von Supabase-Projekten.',
  'Reaches every project of your account, unless you name one.':
    'Erreicht jedes Projekt des eigenen Kontos, sofern keines angegeben ist.',
  "The project's reference. Leave empty for all projects.":
    'Die Referenz des Projekts. Leer lassen für alle Projekte.',
  "expected the 20 letters of the project's address":
    'erwartet werden die 20 Zeichen aus der Adresse des Projekts',
  'Runs SQL as a user that can only read.': 'Führt SQL als Benutzer aus, der nur lesen kann.',
  'Svelte and SvelteKit documentation, and an autofixer for Svelte code.':
    'Dokumentation zu Svelte und SvelteKit sowie ein Autofixer für Svelte-Code.',
  'Fetches documentation from svelte.dev.': 'Ruft Dokumentation von svelte.dev ab.',
  'Search, extract, crawl and map the web, with answers made for models.':
    'Das Web durchsuchen und crawlen, Inhalte extrahieren und URLs von Websites erfassen, mit Antworten, die für Modelle aufbereitet sind.',
  'Sends searches and addresses to Tavily; each call costs credits.':
    'Sendet Suchanfragen und Adressen an Tavily; jeder Aufruf kostet Credits.',
  'Providers, modules and policies of the Terraform Registry, and HCP Terraform workspaces.':
    'Provider, Module und Richtlinien der Terraform Registry sowie Workspaces von HCP Terraform.',
  'With a token it reads and changes workspaces, variables and runs.':
    'Mit einem Token liest und ändert er Workspaces, Variablen und Läufe.',
  'HCP Terraform token': 'HCP-Terraform-Token',
  'Not needed for the public registry.': 'Für die öffentliche Registry nicht nötig.',
  'Terraform Enterprise': 'Terraform Enterprise',
  'The address of your own. Leave empty for HCP Terraform.':
    'Adresse der eigenen Installation. Leer lassen für HCP Terraform.',
  'The time in any time zone, and conversions between them.':
    'Die Uhrzeit in jeder Zeitzone und Umrechnungen zwischen Zeitzonen.',
  'Your time zone': 'Eigene Zeitzone',
  "Such as Europe/Berlin. Leave empty for this machine's.":
    'Etwa Europe/Berlin. Leer lassen für die dieses Rechners.',
  'expected a name such as Europe/Berlin': 'erwartet wird ein Name wie Europe/Berlin',
  'Forecasts, current conditions and alerts for any place, without a key.':
    'Vorhersagen, aktuelles Wetter und Warnungen für jeden Ort, ohne Schlüssel.',
  'Sends places to public weather services.': 'Sendet Orte an öffentliche Wetterdienste.',
  'Search Wikipedia and read articles as Markdown.':
    'Wikipedia durchsuchen und Artikel als Markdown lesen.',
  'Fetches from Wikipedia.': 'Ruft Artikel von Wikipedia ab.',
};
