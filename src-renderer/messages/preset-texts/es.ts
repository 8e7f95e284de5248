import type { PresetTexts } from './preset-texts.ts';

export const texts: PresetTexts = {
  'List bases and tables, and read and write records, fields and comments.':
    'Lista bases y tablas, y lee y escribe registros, campos y comentarios.',
  'Reads and changes the bases that the token may use.':
    'Lee y modifica las bases que el token puede usar.',
  'Personal access token': 'Token de acceso personal',
  'Give it schema.bases:read and data.records:read; add the write scopes if you want changes.':
    'Darle schema.bases:read y data.records:read; para permitir cambios, añadir los scopes de escritura.',
  'Run thousands of ready-made scrapers for search engines, maps, shops and social media.':
    'Ofrece miles de scrapers ya hechos para buscadores, mapas, tiendas y redes sociales.',
  'Runs scrapers in your account; each run costs credits.':
    'Ejecuta scrapers en la cuenta del usuario; cada ejecución consume créditos.',
  'API token': 'Token de API',
  'Search arXiv, download papers and read them.': 'Busca en arXiv, descarga artículos y los lee.',
  'Keeps the papers that it downloads in the folder below.':
    'Conserva en la carpeta de abajo los artículos que descarga.',
  'Folder for papers': 'Carpeta de artículos',
  'Search, read and change Jira issues and Confluence pages, in the cloud or on your own servers.':
    'Busca, lee y modifica incidencias de Jira y páginas de Confluence, en la nube o en servidores propios.',
  'Changes issues and pages in your name, unless it is read only.':
    'Modifica incidencias y páginas en nombre del usuario, salvo en modo de solo lectura.',
  Site: 'Sitio',
  'Such as https://your-company.atlassian.net.': 'Por ejemplo, https://your-company.atlassian.net.',
  'expected the address without what follows the name, such as https://acme.atlassian.net':
    'se espera la dirección sin nada detrás del nombre, como https://acme.atlassian.net',
  Email: 'Correo electrónico',
  'expected the email address that you sign in with':
    'se espera el correo electrónico con el que se inicia sesión',
  'Read only': 'Solo lectura',
  'Refuses everything that changes something.': 'Rechaza todo lo que modifica algo.',
  'AWS documentation, what is new, code samples and which region has which service.':
    'Documentación y novedades de AWS, ejemplos de código y qué servicios hay en cada región.',
  'Sends searches to AWS.': 'Envía las búsquedas a AWS.',
  'Work items, repositories, pull requests, pipelines, wikis and test plans.':
    'Elementos de trabajo, repositorios, pull requests, pipelines, wikis y planes de pruebas.',
  'On Linux it needs libsecret.': 'En Linux necesita libsecret.',
  'Opens your browser to sign in when it is first used.':
    'La primera vez que se usa, abre el navegador para iniciar sesión.',
  'Changes work items, pull requests and pipelines.':
    'Modifica elementos de trabajo, pull requests y pipelines.',
  Organization: 'Organización',
  'As in dev.azure.com/contoso.': 'Como en dev.azure.com/contoso.',
  'expected the name alone, such as contoso': 'se espera solo el nombre, como contoso',
  'Sign in with': 'Iniciar sesión con',
  'interactive opens a browser; azcli uses what `az login` left.':
    'interactive abre un navegador; azcli usa la sesión que dejó `az login`.',
  'Search the web, news, images, videos and places with Brave.':
    'Busca páginas web, noticias, imágenes, vídeos y lugares con Brave.',
  'Sends searches to Brave; each one counts against your plan.':
    'Envía las búsquedas a Brave; cada una consume cuota del plan.',
  'API key': 'Clave de API',
  '27 kinds of charts, maps and diagrams as images.':
    '27 tipos de gráficos, mapas y diagramas, como imágenes.',
  "Sends the data of each chart to AntV's service, which draws it, unless you name your own.":
    'Envía los datos de cada gráfico al servicio de AntV, que lo dibuja, salvo que se indique uno propio.',
  'Own drawing service': 'Servicio de dibujo propio',
  "The address of one that you host. Leave empty for AntV's.":
    'La dirección de uno alojado por cuenta propia. Dejar vacío para usar el de AntV.',
  'Inspect, debug and measure pages in a live Chrome, with traces and network requests.':
    'Inspecciona, depura y mide páginas en un Chrome en marcha, con trazas y peticiones de red.',
  'Sees and changes everything in the browser that it starts.':
    'Ve y modifica todo lo que hay en el navegador que inicia.',
  'Without a window': 'Sin ventana',
  'Forget everything afterwards': 'Olvidarlo todo al terminar',
  'Without it, one profile is used by all, and by one browser at a time.':
    'Si se desactiva, todos comparten un perfil, que solo puede usar un navegador a la vez.',
  'A Chrome that runs': 'Chrome ya en marcha',
  'The address of its debugging port, such as http://127.0.0.1:9222. Leave empty to start one.':
    'La dirección de su puerto de depuración, por ejemplo http://127.0.0.1:9222. Dejar vacío para iniciar uno.',
  "Search Cloudflare's documentation.": 'Busca en la documentación de Cloudflare.',
  'Sends searches to Cloudflare.': 'Envía las búsquedas a Cloudflare.',
  'Current documentation and code examples of libraries, for the version that you use.':
    'Documentación actual y ejemplos de código de bibliotecas, para la versión que se usa.',
  'Sends what it looks up to Upstash.': 'Envía a Upstash lo que consulta.',
  'Not needed; with one there are higher limits.':
    'No es necesaria; con una, los límites son más altos.',
  'Explore and query PostgreSQL, MySQL, MariaDB, SQL Server, Oracle and SQLite.':
    'Explora y consulta PostgreSQL, MySQL, MariaDB, SQL Server, Oracle y SQLite.',
  "Runs any SQL that the database's user may run. Give it a user that can only read.":
    'Ejecuta cualquier SQL que pueda ejecutar el usuario de la base de datos. Conviene darle uno que solo pueda leer.',
  'Needs Node.js 22.5 or newer.': 'Necesita Node.js 22.5 o posterior.',
  'Connection string': 'Cadena de conexión',
  'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… or sqlite:///path/to/file.db. It is kept as a secret, since it holds a password.':
    'postgres://user:password@host:5432/name, mysql://…, mariadb://…, sqlserver://…, oracle://… o sqlite:///path/to/file.db. Se guarda como secreto, porque contiene una contraseña.',
  'expected an address such as postgres://user:password@host:5432/name':
    'se espera una dirección como postgres://user:password@host:5432/name',
  'Ask questions about any public repository on GitHub and read its generated wiki.':
    'Responde a preguntas sobre cualquier repositorio público de GitHub y lee su wiki generada.',
  'Sends questions to Cognition; public repositories only.':
    'Envía las preguntas a Cognition; solo repositorios públicos.',
  'Apps, Droplets, databases, networking and Kubernetes on DigitalOcean.':
    'Apps, Droplets, bases de datos, redes y Kubernetes en DigitalOcean.',
  'Creates, changes and deletes what the token allows, which costs money.':
    'Crea, modifica y elimina lo que permite el token, y eso cuesta dinero.',
  Services: 'Servicios',
  'Of these only are there tools.': 'Solo hay herramientas para estos.',
  'expected names such as apps or networking': 'se esperan nombres como apps o networking',
  'Make diagrams from Mermaid, CSV or XML and open them in the draw.io editor.':
    'Crea diagramas a partir de Mermaid, CSV o XML y los abre en el editor draw.io.',
  'Opens your browser.': 'Abre el navegador.',
  'Lint files with the ESLint configuration of their project.':
    'Analiza archivos con la configuración de ESLint de su proyecto.',
  "Runs the project's ESLint configuration and its plugins, which is code.":
    'Ejecuta la configuración de ESLint del proyecto y sus plugins, que son código.',
  Project: 'Proyecto',
  'Where ESLint and its configuration are looked for.':
    'Donde se buscan ESLint y su configuración.',
  'One of each thing that MCP has; for trying out clients.':
    'Un ejemplo de cada cosa que hay en MCP, para probar clientes.',
  "Asks its client back; a tool shows the server's environment.":
    'Hace peticiones a su cliente; una de sus herramientas muestra el entorno del servidor.',
  'Search the web by meaning and read pages.': 'Busca en la web por significado y lee páginas.',
  'Sends searches to Exa; each one counts against your plan.':
    'Envía las búsquedas a Exa; cada una consume cuota del plan.',
  'Fetch web pages as Markdown.': 'Obtiene páginas web en formato Markdown.',
  'Fetches any address, also on your own network.':
    'Accede a cualquier dirección, también de la red propia.',
  'Layout and styles of Figma designs in a form from which code can be written.':
    'Estructura y estilos de los diseños de Figma, en una forma que sirve para escribir código.',
  'Reads every design that the token can see.':
    'Lee todos los diseños a los que da acceso el token.',
  'Writes images into the folder below when asked to.':
    'Escribe imágenes en la carpeta de abajo cuando se le pide.',
  'With read access to file content.': 'Con acceso de lectura al contenido de los archivos.',
  'Folder for images': 'Carpeta de imágenes',
  'Images are downloaded into this folder only.': 'Las imágenes se descargan solo en esta carpeta.',
  'Read, write, search and move files in the folders you name, and nowhere else.':
    'Lee, escribe, busca y mueve archivos en las carpetas indicadas, y en ningún otro sitio.',
  'Reads, changes and overwrites files in these folders.':
    'Lee, modifica y sobrescribe archivos en estas carpetas.',
  Folders: 'Carpetas',
  'Folders that it may use. ${project} is the project folder of each client, so that every project sees its own files only.':
    'Las carpetas que puede usar. ${project} es la carpeta de proyecto de cada cliente, así que cada proyecto ve solo sus archivos.',
  'Scrape, crawl, map and search the web, and extract structured data.':
    'Extrae páginas, rastrea y mapea sitios, busca en la web y obtiene datos estructurados.',
  'Sends addresses and searches to Firecrawl; each call costs credits.':
    'Envía direcciones y búsquedas a Firecrawl; cada llamada consume créditos.',
  'Needs Node.js 22 or newer.': 'Necesita Node.js 22 o posterior.',
  'Own instance': 'Instancia propia',
  'The address of a Firecrawl that you host. Leave empty for the service.':
    'La dirección de un Firecrawl alojado por cuenta propia. Dejar vacío para usar el servicio.',
  '28 Git tools, from clone and blame to rebase, worktrees and changelogs.':
    '28 herramientas de Git, desde clone y blame hasta rebase, worktrees y changelogs.',
  'Changes repositories, and pushes to remotes with the credentials of your Git.':
    'Modifica repositorios y hace push a remotos con las credenciales de Git del usuario.',
  Folder: 'Carpeta',
  'It may use repositories in this folder only.':
    'Solo puede usar los repositorios de esta carpeta.',
  'Status, diffs, commits, branches and history of local repositories.':
    'Estado, diferencias, commits, ramas e historial de repositorios locales.',
  'Commits, switches branches and resets the index.':
    'Hace commits, cambia de rama y restablece el índice.',
  Repository: 'Repositorio',
  'The only repository that it may use. ${project} is the project folder of each client.':
    'El único repositorio que puede usar. ${project} es la carpeta de proyecto de cada cliente.',
  "GitHub's server in a container on your machine; for GitHub Enterprise, too.":
    'El servidor de GitHub en un contenedor de esta máquina; también para GitHub Enterprise.',
  'Does what the token allows, which may be more than you want to hand over.':
    'Hace todo lo que permite el token, que puede ser más de lo que se le quiere confiar.',
  'A fine-grained token with access to the repositories that you want to use.':
    'Un token fine-grained con acceso a los repositorios que se quieran usar.',
  'GitHub Enterprise': 'GitHub Enterprise',
  'The address of your own GitHub. Leave empty for github.com.':
    'La dirección del GitHub propio. Dejar vacío para usar github.com.',
  'Offers no tool that changes anything.': 'No ofrece ninguna herramienta que modifique algo.',
  'Repositories, issues, pull requests, Actions and code search, hosted by GitHub.':
    'Repositorios, incidencias, pull requests, Actions y búsqueda de código; alojado por GitHub.',
  Toolsets: 'Conjuntos de herramientas',
  'Leave empty for the usual ones. Others are actions, code_security, discussions, orgs and all.':
    'Dejar vacío para usar los habituales. Otros son actions, code_security, discussions, orgs y all.',
  'expected names such as repos or pull_requests': 'se esperan nombres como repos o pull_requests',
  'Dashboards, data sources, Prometheus and Loki queries, alerts and incidents.':
    'Paneles, orígenes de datos, consultas de Prometheus y Loki, alertas e incidentes.',
  'Reads all data sources that the service account may query.':
    'Lee todos los orígenes de datos que la cuenta de servicio puede consultar.',
  'Your Grafana': 'Dirección de Grafana',
  'Such as https://myinstance.grafana.net. From a container, a Grafana on this machine is http://host.docker.internal:3000.':
    'Por ejemplo, https://myinstance.grafana.net. Desde un contenedor, a un Grafana de esta máquina se llega por http://host.docker.internal:3000.',
  'Service account token': 'Token de cuenta de servicio',
  'Search models, datasets, Spaces and papers, and run Spaces as tools.':
    'Busca modelos, conjuntos de datos, Spaces y artículos, y ejecuta Spaces como herramientas.',
  'Sends searches to Hugging Face. Spaces that you add in its settings run with your account.':
    'Envía las búsquedas a Hugging Face. Los Spaces que se añadan en sus ajustes se ejecutan con la cuenta del usuario.',
  'Access token': 'Token de acceso',
  'A token that can read is enough.': 'Basta un token que pueda leer.',
  'Pods, logs, events, resources and Helm releases of Kubernetes and OpenShift clusters.':
    'Pods, registros, eventos, recursos y releases de Helm en clústeres de Kubernetes y OpenShift.',
  'Does what your kubeconfig allows, secrets of the cluster included.':
    'Hace todo lo que permite el kubeconfig, también con los secretos del clúster.',
  Kubeconfig: 'Kubeconfig',
  'Look at and change feature flags, environments, segments and AI configs.':
    'Consulta y modifica feature flags, entornos, segmentos y configuraciones de IA.',
  'Its key stands in the process list, where every user of this machine can read it.':
    'Su clave figura en la lista de procesos, donde puede leerla cualquier usuario de esta máquina.',
  'Changes flags that people see at once, where the key allows it.':
    'Si la clave lo permite, modifica flags con efecto inmediato para quienes dependen de ellos.',
  'API access token': 'Token de acceso a la API',
  'A token of a role that can only read is enough to look.':
    'Para consultar basta el token de un rol que solo pueda leer.',
  Access: 'Acceso',
  'Find, create and update issues, projects and comments, hosted by Linear.':
    'Busca, crea y actualiza incidencias, proyectos y comentarios; alojado por Linear.',
  'Changes issues and projects in your name.':
    'Modifica incidencias y proyectos en nombre del usuario.',
  'Under Security & access; choose what it may do.':
    'En Security & access; allí se elige lo que puede hacer.',
  'Geocoding, routes, travel times, places and static maps.':
    'Geocodificación, rutas, tiempos de viaje, lugares y mapas estáticos.',
  'Sends places to Mapbox; calls count against your plan.':
    'Envía lugares a Mapbox; las llamadas consumen cuota del plan.',
  'Turn PDF, Word, Excel, PowerPoint, images and web pages into Markdown.':
    'Convierte PDF, Word, Excel, PowerPoint, imágenes y páginas web en Markdown.',
  'Reads any file that you can read.': 'Lee cualquier archivo que el usuario pueda leer.',
  'Fetches addresses that it is given.': 'Accede a las direcciones que se le indican.',
  'A knowledge graph that outlives conversations, shared by every client.':
    'Un grafo de conocimiento que perdura entre conversaciones y comparten todos los clientes.',
  'What one client tells it, every other can read.':
    'Lo que le cuenta un cliente pueden leerlo todos los demás.',
  File: 'Archivo',
  'Where the graph is kept. ${project}/.mcp-memory.jsonl gives each project its own.':
    'Donde se guarda el grafo. Con ${project}/.mcp-memory.jsonl, cada proyecto tiene el suyo.',
  "Search and read Microsoft's documentation and code samples.":
    'Busca y lee documentación y ejemplos de código de Microsoft.',
  'Sends searches to Microsoft.': 'Envía las búsquedas a Microsoft.',
  'Drive iOS and Android apps on simulators, emulators and real devices.':
    'Maneja apps de iOS y Android en simuladores, emuladores y dispositivos reales.',
  'Acts on every device that is connected.': 'Actúa en todos los dispositivos conectados.',
  'Needs Android platform tools or Xcode.': 'Necesita Android platform tools o Xcode.',
  'Query collections, look at schemas and indexes, and manage Atlas.':
    'Consulta colecciones, examina esquemas e índices, y administra Atlas.',
  'Reads every database that the connection can see.':
    'Lee todas las bases de datos a las que llega la conexión.',
  'mongodb://… or mongodb+srv://…; it is kept as a secret, since it holds a password.':
    'mongodb://… o mongodb+srv://…; se guarda como secreto, porque contiene una contraseña.',
  'expected mongodb://… or mongodb+srv://…': 'se espera mongodb://… o mongodb+srv://…',
  'Documentation and code examples of Material UI, MUI X and Joy UI.':
    'Documentación y ejemplos de código de Material UI, MUI X y Joy UI.',
  'Fetches documentation from mui.com.': 'Obtiene la documentación de mui.com.',
  'Needs Node.js 22.12 or newer.': 'Necesita Node.js 22.12 o posterior.',
  'Know every n8n node, and build, check and run workflows.':
    'Conoce todos los nodos de n8n, y crea, comprueba y ejecuta flujos de trabajo.',
  'With an API key it changes and runs workflows of your instance.':
    'Con una clave de API modifica y ejecuta flujos de trabajo de la instancia.',
  'Your n8n': 'Dirección de n8n',
  'Such as https://n8n.example.com. Without it there is documentation only.':
    'Por ejemplo, https://n8n.example.com. Sin ella solo hay documentación.',
  'Under Settings, n8n API.': 'En Settings, n8n API.',
  'Create, deploy and manage sites, forms and environment variables on Netlify.':
    'Crea, despliega y administra sitios, formularios y variables de entorno en Netlify.',
  'Deploys and changes sites of your account.':
    'Despliega y modifica sitios de la cuenta del usuario.',
  'Errors, routes and logs of Next.js development servers that run, and Next.js documentation.':
    'Errores, rutas y registros de los servidores de desarrollo de Next.js en marcha, y documentación de Next.js.',
  'Talks to development servers on this machine.':
    'Se comunica con servidores de desarrollo de esta máquina.',
  'Search, read and write pages and databases that you shared with an integration.':
    'Busca, lee y escribe páginas y bases de datos compartidas con una integración.',
  'Reads and changes the pages that the integration may use.':
    'Lee y modifica las páginas que la integración puede usar.',
  'Integration token': 'Token de integración',
  'Make an internal integration, then share the pages with it.':
    'Crear una integración interna y después compartir las páginas con ella.',
  'What is in an Nx workspace, what depends on what, and Nx documentation.':
    'Qué hay en un espacio de trabajo de Nx, qué depende de qué, y documentación de Nx.',
  'Reads the workspace and runs its Nx.': 'Lee el espacio de trabajo y ejecuta su Nx.',
  Workspace: 'Espacio de trabajo',
  'The folder with nx.json.': 'La carpeta que contiene nx.json.',
  'All tools': 'Todas las herramientas',
  'Adds those that analyse the workspace.': 'Añade las que analizan el espacio de trabajo.',
  'Search, read and edit notes of an open Obsidian vault.':
    'Busca, lee y edita notas de una bóveda abierta en Obsidian.',
  'Changes and deletes notes.': 'Modifica y elimina notas.',
  'Needs the Obsidian plugin Local REST API, and Obsidian running.':
    'Necesita el plugin Local REST API de Obsidian, y Obsidian en marcha.',
  'In the settings of the plugin Local REST API.': 'En los ajustes del plugin Local REST API.',
  Address: 'Dirección',
  'Of the plugin; turn on its non-encrypted server for this one.':
    'La del plugin; para esta hay que activar en él el servidor sin cifrar (non-encrypted).',
  'Ask, research and reason with answers that name their sources.':
    'Responde, investiga y razona, indicando las fuentes.',
  'Sends questions to Perplexity; each one is billed.':
    'Envía las preguntas a Perplexity; cada una se factura.',
  "Manage and search Pinecone indexes, and search Pinecone's documentation.":
    'Administra índices de Pinecone y busca en ellos y en la documentación de Pinecone.',
  'Creates indexes and writes records.': 'Crea índices y escribe registros.',
  'Drive a browser by what a page says of itself, without screenshots.':
    'Maneja un navegador según lo que cada página dice de sí misma, sin capturas de pantalla.',
  'Opens any address, and acts on pages.': 'Abre cualquier dirección y actúa en las páginas.',
  'Downloads a browser when it is first asked to, unless there is one.':
    'Descarga un navegador la primera vez que se le pide, si no hay ninguno.',
  Browser: 'Navegador',
  'Without it, sign-ins and cookies are kept in a profile on disk, which one browser at a time can use.':
    'Si se desactiva, los inicios de sesión y las cookies se guardan en un perfil en disco, que solo puede usar un navegador a la vez.',
  'Search PubMed and read articles, citations and MeSH terms.':
    'Busca en PubMed y lee artículos, citas y términos MeSH.',
  'Sends searches to the NCBI.': 'Envía las búsquedas al NCBI.',
  'NCBI API key': 'Clave de API del NCBI',
  'Not needed; with one you may ask ten times a second.':
    'No es necesaria; con una se permiten diez consultas por segundo.',
  'The NCBI asks whoever calls it often to say how they can be reached.':
    'El NCBI pide a quienes lo consultan a menudo que indiquen cómo contactar con ellos.',
  'expected an email address': 'se espera una dirección de correo electrónico',
  'Keep notes in a vector database and find them again by meaning.':
    'Guarda notas en una base de datos vectorial y las vuelve a encontrar por su significado.',
  'Writes into the collection.': 'Escribe en la colección.',
  'Downloads an embedding model when it is first used.':
    'La primera vez que se usa, descarga un modelo de embeddings.',
  Collection: 'Colección',
  'Read and write strings, hashes, lists, streams, JSON and vectors in Redis.':
    'Lee y escribe cadenas, hashes, listas, streams, JSON y vectores en Redis.',
  'Changes and deletes keys that the user may change.':
    'Modifica y elimina las claves que el usuario puede modificar.',
  Host: 'Host',
  Port: 'Puerto',
  User: 'Usuario',
  Password: 'Contraseña',
  'Services, databases, deploys, logs and metrics on Render, hosted by Render.':
    'Servicios, bases de datos, despliegues, registros y métricas en Render; alojado por Render.',
  'Creates services and reads databases of your workspaces.':
    'Crea servicios y lee bases de datos de los espacios de trabajo del usuario.',
  'Pack a local folder or a remote repository into one text for a model to read and search.':
    'Reúne una carpeta local o un repositorio remoto en un solo texto en el que un modelo puede leer y buscar.',
  'Reads any folder that you can read; files that look like secrets are left out.':
    'Lee cualquier carpeta que el usuario pueda leer; omite los archivos que parecen contener secretos.',
  'Clones remote repositories when asked to.': 'Clona repositorios remotos cuando se le pide.',
  'Find issues, events and traces, and what Sentry thinks is their cause.':
    'Encuentra incidencias, eventos y trazas, y la causa que Sentry les atribuye.',
  'Reads every project that the token can see, and may resolve issues.':
    'Lee todos los proyectos a los que da acceso el token, y puede marcar incidencias como resueltas.',
  'Needs Node.js 22.13 or newer.': 'Necesita Node.js 22.13 o posterior.',
  'User auth token': 'Token de autenticación de usuario',
  'With org:read, project:read, team:read and event:read.':
    'Con org:read, project:read, team:read y event:read.',
  'Own Sentry': 'Sentry propio',
  'The host of a Sentry that you run. Leave empty for sentry.io.':
    'El host del Sentry propio. Dejar vacío para usar sentry.io.',
  'expected a host such as sentry.example.com': 'se espera un host como sentry.example.com',
  'Holds every call to it.': 'Todas las llamadas se limitan a ella.',
  'A place to think step by step, revise and branch.':
    'Un lugar para pensar paso a paso, revisar y ramificar.',
  'Finds and edits code by symbols, with language servers.':
    'Encuentra y edita código por símbolos, con servidores de lenguaje.',
  'Changes code in the project, and runs commands in a shell.':
    'Modifica código del proyecto y ejecuta comandos en una shell.',
  'The project that it works on.': 'El proyecto en el que trabaja.',
  'Find, look at and add components from shadcn registries.':
    'Busca, consulta y añade componentes de registros de shadcn.',
  'Fetches from the registries that components.json names.':
    'Descarga componentes de los registros que indica components.json.',
  'The folder with components.json.': 'La carpeta que contiene components.json.',
  "Search Shopify's developer documentation and validate GraphQL, Liquid and themes.":
    'Busca en la documentación para desarrolladores de Shopify y valida GraphQL, Liquid y temas.',
  'Sends searches and code that is validated to Shopify.':
    'Envía a Shopify las búsquedas y el código que se valida.',
  'Read channels, threads and direct messages, and search them.':
    'Lee canales, hilos y mensajes directos, y busca en ellos.',
  'Reads everything that you can read in the workspace.':
    'Lee todo lo que el usuario puede leer en el espacio de trabajo.',
  'User OAuth token': 'Token OAuth de usuario',
  'expected a user token, which begins with xoxp-':
    'se espera un token de usuario, que empieza por xoxp-',
  'Channels to post in': 'Canales donde publicar',
  'Ids of channels in which it may post; none if you leave it empty.':
    'Identificadores de los canales donde puede publicar; si se deja vacío, en ninguno.',
  'expected ids such as C0123456789': 'se esperan identificadores como C0123456789',
  "Customers, payments, invoices, subscriptions and Stripe's documentation.":
    'Clientes, pagos, facturas, suscripciones y documentación de Stripe.',
  'Moves money where the key allows it. Make a restricted key, in a sandbox first.':
    'Mueve dinero si la clave lo permite. Crear una clave restringida, primero en un sandbox.',
  'Restricted key': 'Clave restringida',
  'expected a key that begins with rk_': 'se espera una clave que empiece por rk_',
  'Tables, SQL, migrations, logs and Edge Functions of Supabase projects.':
    'Tablas, SQL, migraciones, registros y Edge Functions de proyectos de Supabase.',
  'Reaches every project of your account, unless you name one.':
    'Llega a todos los proyectos de la cuenta, salvo que se indique uno.',
  "The project's reference. Leave empty for all projects.":
    'La referencia del proyecto. Dejar vacío para usar todos los proyectos.',
  "expected the 20 letters of the project's address":
    'se esperan los 20 caracteres de la dirección del proyecto',
  'Runs SQL as a user that can only read.': 'Ejecuta SQL con un usuario que solo puede leer.',
  'Svelte and SvelteKit documentation, and an autofixer for Svelte code.':
    'Documentación de Svelte y SvelteKit, y un corrector automático de código Svelte.',
  'Fetches documentation from svelte.dev.': 'Obtiene la documentación de svelte.dev.',
  'Search, extract, crawl and map the web, with answers made for models.':
    'Busca en la web, extrae páginas, y rastrea y mapea sitios, con respuestas pensadas para modelos.',
  'Sends searches and addresses to Tavily; each call costs credits.':
    'Envía búsquedas y direcciones a Tavily; cada llamada consume créditos.',
  'Providers, modules and policies of the Terraform Registry, and HCP Terraform workspaces.':
    'Proveedores, módulos y políticas de Terraform Registry, y espacios de trabajo de HCP Terraform.',
  'With a token it reads and changes workspaces, variables and runs.':
    'Con un token lee y modifica espacios de trabajo, variables y ejecuciones.',
  'HCP Terraform token': 'Token de HCP Terraform',
  'Not needed for the public registry.': 'No es necesario para el registro público.',
  'Terraform Enterprise': 'Terraform Enterprise',
  'The address of your own. Leave empty for HCP Terraform.':
    'La dirección de la instalación propia. Dejar vacío para usar HCP Terraform.',
  'The time in any time zone, and conversions between them.':
    'La hora en cualquier zona horaria, y conversiones entre ellas.',
  'Your time zone': 'Zona horaria',
  "Such as Europe/Berlin. Leave empty for this machine's.":
    'Por ejemplo, Europe/Berlin. Dejar vacío para usar la de esta máquina.',
  'expected a name such as Europe/Berlin': 'se espera un nombre como Europe/Berlin',
  'Forecasts, current conditions and alerts for any place, without a key.':
    'Pronósticos, tiempo actual y alertas de cualquier lugar, sin clave.',
  'Sends places to public weather services.': 'Envía lugares a servicios meteorológicos públicos.',
  'Search Wikipedia and read articles as Markdown.':
    'Busca en Wikipedia y lee artículos en formato Markdown.',
  'Fetches from Wikipedia.': 'Obtiene los artículos de Wikipedia.',
};
