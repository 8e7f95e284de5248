import type { Messages } from '../messages.ts';

export const about: Messages['about'] = {
  what: 'Cada cliente MCP llega a cada servidor MCP a través de un único hub en esta máquina.',
  version: 'Versión',
  versionName: 'versión',
  host: 'Se ejecuta como',
  hosts: { headless: 'hub sin interfaz', desktop: 'aplicación de escritorio' },
  process: 'Proceso',
  pid: (pid) => `pid ${pid}, iniciado`,
  node: 'Node',
  files: {
    title: 'Archivos y carpetas',
    aside: 'Todo lo que Loom guarda está aquí.',
    registry: 'Servidores',
    config: 'Ajustes',
    state: 'Estado: cachés, llamadas, registros',
    socket: 'Socket local',
    http: 'Punto de acceso',
    nameOf: (what) => `ruta: ${what}`,
  },
  documents: {
    title: 'Documentos',
    aside: 'En la carpeta de Loom.',
    list: [
      { file: 'README.md', about: 'qué hace Loom y un recorrido de cinco minutos' },
      { file: 'ARCHITECTURE.md', about: 'cómo está construido y dónde añadir cada cosa' },
      {
        file: 'docs/clients.md',
        about: 'todos los clientes para los que Loom escribe, con sus particularidades',
      },
      { file: 'docs/fidelity.md', about: 'qué pueden notar del hub clientes y servidores' },
      {
        file: 'docs/conformance.md',
        about: 'resultados de las pruebas oficiales de conformidad',
      },
      { file: 'docs/openapi.json', about: 'la API del propio hub, en formato OpenAPI' },
    ],
  },
  licences: {
    title: 'Licencias',
    aside:
      'Loom es software libre con licencia MIT, como la mayor parte de aquello con lo que está hecho.',
  },
};
