import type { Messages } from '../messages.ts';

export const reloadNotes: Messages['reloadNotes'] = {
  'new-session': 'Inicie una sesión nueva.',
  restart: 'Reinícielo.',
  quit: 'Ciérrelo y ábralo de nuevo.',
  'quit-fully': 'Ciérrelo del todo, también en la barra de menús o la bandeja, y ábralo de nuevo.',
  'at-once': 'Ve el cambio de inmediato.',
  'at-once-or-session': 'Ve el cambio de inmediato; la CLI, en su próxima sesión.',
  'at-once-or-start': 'Ve el cambio de inmediato; `cn`, en su próximo inicio.',
  'at-once-or-autostart':
    'Ve el cambio de inmediato; con chat.mcp.autostart desactivado, inicie el servidor a mano.',
  'next-turn': 'Ve el cambio entre dos turnos.',
  'session-or-reconnect': 'Inicie una sesión nueva, o reconéctelo con /mcp en una abierta.',
  'session-or-refresh': 'Inicie una sesión nueva, o escriba /mcp refresh en una abierta.',
  'session-may-lose':
    'Inicie una sesión nueva; la aplicación abierta puede escribir su propia copia sobre el archivo.',
  'xcode-conversation': 'Inicie una conversación nueva en Xcode.',
  chat: 'Abra de nuevo su chat.',
  window: 'Los chats abiertos conservan sus herramientas hasta «Developer: Reload Window».',
  refresh: 'Pulse Refresh en su lista de servidores MCP.',
  'refresh-skills': 'Pulse Refresh en su página de habilidades del agente.',
  look: 'Mire su lista de servidores MCP; reinícielo si Loom no está.',
  apply: 'Pulse Apply en Settings, Tools, AI Assistant, MCP.',
  'start-hub': 'Reinicie el hub con mcp-hub-start-all-server.',
  gateway: 'Reinicie su gateway.',
};
