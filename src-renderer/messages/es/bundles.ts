import type { Messages } from '../messages.ts';

export const bundles: Messages['bundles'] = {
  choose: 'Elegir un archivo',
  another: 'Elegir otro archivo',
  hint: 'Un archivo .mcpb, como los que ofrecen los autores de servidores; también se puede soltar aquí. No se ejecuta nada antes de que haya visto el comando.',
  notBundle: (file) => `${file} no es un paquete: su nombre no termina en .mcpb.`,
  reading: 'Leyendo el paquete…',
  about: 'Acerca del paquete',
  author: 'Dice ser de',
  file: 'Archivo',
  files: (count, text) => (count === 1 ? '1 archivo' : `${text} archivos`),
  size: (packed, files, unpacked) => `${packed}; ${files}, ${unpacked} sin comprimir`,
  signature: 'Firma',
  signed: 'La tiene. Loom no la verifica.',
  unsigned: 'Sin firmar',
  runsWith: 'Se ejecuta con',
  kinds: { node: 'Node.js', python: 'Python', binary: 'un programa propio', uv: 'uv (Python)' },
  license: 'Licencia',
  homepage: 'Sitio web',
  claims: (tools) => `Dice tener ${tools}`,
  platform: (platforms, here) =>
    `Según su autor, funciona en ${platforms}. Esto es ${here}, así que no se puede añadir.`,
  missingProgram: (program) =>
    `No hay ${program} en su PATH: el servidor no puede arrancar antes de que se instale.`,
  programVersion: (program, wanted, found) =>
    `Requiere ${program} ${wanted} y aquí hay ${found}. Quizá no funcione.`,
  secretInArguments: (label) =>
    `${label} va en los argumentos del comando, que cualquier usuario de este equipo puede leer mientras se ejecuta.`,
  missingFile: (file) => `El archivo que inicia, ${file}, no está en el paquete.`,
  target: 'Qué hacer con él',
  renew: (server, version) => `Sustituir ${server} (versión ${version})`,
  anew: (server) => `Configurar ${server} de nuevo (el mismo paquete)`,
  asNew: 'Añadir otro servidor',
  otherAuthors: 'Otros autores',
  otherAuthor: ({ server, before, now }) =>
    `Otro paquete con este nombre está instalado como ${server} y dice ser de ${before}; este dice ser de ${now}. Deje que lo sustituya solo si sabe que ambos son del mismo autor.`,
  unknownAuthor: (server) =>
    `Un paquete con este nombre está instalado como ${server}; Loom no sabe quién lo hizo. Deje que este lo sustituya solo si sabe que ambos son del mismo autor.`,
  unpacked: 'Se descomprime en',
  replaces: (version) =>
    `Sustituye a la versión ${version}; lo que haya ajustado en el servidor se conserva.`,
  replace: 'Sustituir y permitir que se ejecute',
  filesGo: 'Lo descomprimido de su paquete se borra en diez minutos.',
};
