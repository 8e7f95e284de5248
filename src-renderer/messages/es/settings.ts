import type { Messages } from '../messages.ts';

export const settings: Messages['settings'] = {
  search: 'Buscar ajustes',
  nothingFound: 'Ningún ajuste coincide.',
  showAll: 'Mostrar todos los ajustes',
  waiting: (count, text) =>
    count === 1 ? '1 se aplica en el próximo inicio' : `${text} se aplican en el próximo inicio`,
  browser: {
    title: 'Este navegador',
    aside: 'Se guarda solo en este navegador y se aplica al momento.',
    theme: 'Tema',
    themes: { auto: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
    density: 'Filas',
    densities: { normal: 'Normales', compact: 'Compactas' },
    language: 'Idioma',
    automatic: (name) => `El que pide el navegador (${name})`,
  },
  file: 'Lo que sigue se guarda en este archivo, que también se puede editar a mano; los comentarios se conservan.',
  fileName: 'ruta de config.yaml',
  restart: 'Los cambios se aplican cuando el hub se inicia de nuevo. Para iniciarlo de nuevo:',
  restartCommand: 'comando',
  restarting: {
    now: 'Reiniciar el hub ahora…',
    title: 'Reiniciar el hub',
    why: 'Las llamadas en curso pueden terminar antes. Después se detienen todos los servidores; los clientes se reconectan solos y los servidores arrancan cuando se vuelven a usar.',
    running: (count: number, text: string) =>
      count === 1 ? '1 llamada en curso.' : `${text} llamadas en curso.`,
    confirm: 'Reiniciar',
    busy: 'Reiniciando…',
    done: 'El hub vuelve a funcionar',
    moves: 'http.address cambia: esta página no puede seguirlo. Abra entonces la consola de nuevo:',
  },
  sections: {
    http: { title: 'HTTP', aside: 'Dónde se sirven MCP y esta consola, y quién puede llamar.' },
    limits: { title: 'Límites', aside: 'Cuánto tamaño, cuánto tiempo y cuántos.' },
    activity: { title: 'Actividad', aside: 'Qué se guarda de las llamadas.' },
    clients: { title: 'Clientes', aside: 'Qué pasa con las entradas de Loom en sus archivos.' },
    vault: { title: 'Bóveda', aside: 'Dónde se guardan los secretos.' },
    log: { title: 'Registro', aside: 'Qué escribe el hub sobre sí mismo.' },
    naming: { title: 'Nombres', aside: 'Cómo se llaman las herramientas de los servidores.' },
  },
  keys: {
    'http.enabled': 'Servir MCP y la consola por HTTP.',
    'http.address': 'host:puerto. «:8088» es loopback; el puerto 0 toma uno libre.',
    'http.allowed_origins':
      'Páginas web que pueden llamar, una por línea. «:*» es cualquier puerto; [] es ninguna.',
    'http.session_timeout_minutes': 'Una sesión HTTP inactiva durante más tiempo se termina.',
    'http.max_sessions': 'Sesiones HTTP simultáneas.',
    'http.tls_cert_file':
      'Junto con la clave: HTTPS. Las rutas relativas parten de la carpeta del archivo.',
    'http.tls_key_file': 'Se define junto con el certificado: introducir ambos y después guardar.',
    'http.auth.type': 'Lo que deben presentar los clientes HTTP. Sin definir: nada.',
    'http.auth.issuer': 'El servidor OAuth al que se remite a los clientes (RFC 9728).',
    'limits.max_message': 'Mensaje individual más largo, en ambos sentidos.',
    'limits.idle_stop': 'Un servidor que no hace nada durante este tiempo se detiene. 0s: nunca.',
    'limits.start_timeout':
      'Desde el inicio hasta estar listo. Es largo, porque puede que antes se descargue un paquete.',
    'limits.max_concurrent': 'Llamadas en curso simultáneas por proceso de servidor.',
    'limits.list_wait': 'Cuánto espera una primera lista a servidores nunca vistos.',
    'limits.input_wait': 'Cuánto espera una llamada a lo que su servidor pidió al cliente.',
    'limits.drain': 'Cuánto tiempo tienen las llamadas para terminar cuando el hub se detiene.',
    'limits.instructions': 'Longitud máxima del texto de instrucciones compuesto, en caracteres.',
    'limits.stderr_buffer': 'Lo que se guarda del stderr de cada servidor.',
    'activity.enabled': 'Anotar las llamadas que pasan por el hub, para la página Actividad.',
    'activity.keep_days': 'Las llamadas más antiguas se olvidan.',
    'activity.max_calls': 'Si hay más, también se olvidan las más antiguas.',
    'activity.max_size': 'Las más antiguas se olvidan cuando el archivo es mayor.',
    'activity.payloads':
      'Argumentos y resultados. none: no se guardan; masked: con las credenciales ocultas; full: tal cual. Los secretos de la bóveda se ocultan siempre.',
    'activity.max_payload': 'Los argumentos y resultados se recortan a partir de aquí.',
    'clients.heal':
      'Cuando la entrada de Loom en el archivo de un cliente se elimina o se cambia. ask: preguntar aquí; auto: restaurarla; off: dejarla así.',
    'vault.type':
      'auto: el llavero del sistema donde lo haya; si no, un archivo cifrado. env: solo variables LOOM_SECRET_….',
    'log.level': 'Se escribe lo que tenga al menos esta gravedad.',
    naming:
      'prefix: siempre «servidor__herramienta». bare: con prefijo solo donde los nombres coinciden.',
  },
  cautions: {
    httpOff:
      'Desde el próximo inicio, ni esta consola ni ningún cliente HTTP podrán llegar al hub.',
    noAuth:
      'Desde el próximo inicio, cualquier programa de esta máquina podrá llamar al hub por HTTP.',
    fullPayloads:
      'Desde el próximo inicio se guarda todo lo que pase por las llamadas, incluidos los datos personales.',
  },
  usual: (value) => `Predeterminado: ${value}`,
  notSet: 'Sin definir',
  on: 'activado',
  off: 'desactivado',
  inForce: (value) => `Hasta el próximo inicio: ${value}`,
  nextStart: 'Se aplica en el próximo inicio',
  decidedBy: 'prevalece sobre el archivo:',
  nothing: 'nada',
  save: 'Guardar',
  saveKey: (key) => `Guardar ${key}`,
  saving: 'Guardando…',
  cancelKey: (key) => `Cancelar ${key}`,
  unset: 'Usar predeterminado',
  unsetKey: (key) => `Usar predeterminado de ${key}`,
  wrote: (key) => `${key} escrito en config.yaml`,
  tookOut: (key) => `${key} quitado de config.yaml`,
};
