import type { Messages } from '../messages.ts';

export const doctor: Messages['doctor'] = {
  again: 'Repetir',
  running: 'Comprobando…',
  looking: 'Comprobando archivos, comandos, servidores y esta máquina…',
  lookingFor: (span) =>
    `La comprobación sigue después de ${span}: un comando o un disco tarda en responder.`,
  checked: 'Comprobado',
  verdicts: { fail: 'Fallo', warn: 'Atención', skip: 'Sin comprobar', ok: 'Correcto' },
  counts: {
    fail: (count, text) => (count === 1 ? '1 fallo' : `${text} fallos`),
    warn: (count, text) => (count === 1 ? '1 requiere atención' : `${text} requieren atención`),
    skip: (count, text) =>
      count === 1 ? '1 no se pudo comprobar' : `${text} no se pudieron comprobar`,
    ok: (count, text) => (count === 1 ? '1 correcto' : `${text} correctos`),
  },
  sections: {
    fail: 'Fallos',
    warn: 'Requiere atención',
    skip: 'No se pudo comprobar',
    ok: 'Correcto',
  },
  command: 'comando',
  fixing: 'En curso…',
  fix: (verb, title) => `${verb}: ${title}`,
  fixed: (title) => `Hecho: ${title}`,
  report: {
    title: 'Para informar de un error',
    what: 'Datos de este hub en un archivo JSON, creado aquí y no enviado a ninguna parte.',
    inside:
      'Contiene: versiones y sistema, estas comprobaciones, los ajustes distintos de los predeterminados, el estado de servidores, clientes y sesiones, las últimas 200 líneas del registro del hub y las últimas 20 líneas de los servidores que fallan.',
    outside:
      'No contiene: secretos de la bóveda, tokens, valores de variables, cabeceras y argumentos, rutas de URL, llamadas ni su contenido. La carpeta personal se escribe como ~.',
    show: 'Mostrar',
    making: 'Creando…',
    download: 'Descargar diagnóstico',
    name: 'diagnóstico',
    sizeOf: (size) => `${size}; conviene leerlo antes de enviarlo.`,
  },
};
