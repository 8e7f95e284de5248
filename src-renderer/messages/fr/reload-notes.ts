import type { Messages } from '../messages.ts';

export const reloadNotes: Messages['reloadNotes'] = {
  'new-session': 'Commencez une nouvelle session.',
  restart: 'Redémarrez-le.',
  quit: 'Quittez-le et relancez-le.',
  'quit-fully':
    'Quittez-le complètement, aussi dans la barre de menus ou la zone de notification, et relancez-le.',
  'at-once': 'Il voit le changement aussitôt.',
  'at-once-or-session': 'Il voit le changement aussitôt ; la CLI, à sa prochaine session.',
  'at-once-or-start': 'Il voit le changement aussitôt ; `cn`, à son prochain démarrage.',
  'at-once-or-autostart':
    'Il voit le changement aussitôt ; si chat.mcp.autostart est désactivé, démarrez le serveur à la main.',
  'next-turn': 'Il voit le changement entre deux tours.',
  'session-or-reconnect':
    'Commencez une nouvelle session, ou reconnectez-le avec /mcp dans une session ouverte.',
  'session-or-refresh':
    'Commencez une nouvelle session, ou tapez /mcp refresh dans une session ouverte.',
  'session-may-lose':
    'Commencez une nouvelle session ; l’application ouverte peut écrire sa propre copie sur le fichier.',
  'xcode-conversation': 'Commencez une nouvelle conversation dans Xcode.',
  chat: 'Rouvrez son chat.',
  window: 'Les chats ouverts gardent leurs outils jusqu’à « Developer: Reload Window ».',
  refresh: 'Appuyez sur Refresh dans sa liste de serveurs MCP.',
  'refresh-skills': 'Appuyez sur Refresh sur sa page des compétences d’agent.',
  look: 'Regardez sa liste de serveurs MCP ; redémarrez-le si Loom n’y est pas.',
  apply: 'Appuyez sur Apply dans Settings, Tools, AI Assistant, MCP.',
  'start-hub': 'Redémarrez le hub avec mcp-hub-start-all-server.',
  gateway: 'Redémarrez sa passerelle.',
};
