import type { Messages } from '../messages.ts';

export const hub: Messages['hub'] = {
  detail: 'Lo que dice el hub',
  errors: {
    internal: {
      what: 'Algo ha fallado en el propio Loom.',
      remedy:
        'Inténtelo de nuevo. Si se repite, descargue los datos de diagnóstico en la página Diagnóstico para informar del error.',
    },
    usage: {
      what: 'El hub no puede aceptar estos datos.',
      remedy: 'Corrija lo que se indica e inténtelo de nuevo.',
    },
    'invalid-registry': {
      what: 'registry.yaml contiene un error.',
      remedy: 'Corrija lo que se indica; el archivo se vuelve a leer en cuanto se guarda.',
    },
    'invalid-config': {
      what: 'config.yaml contiene un error.',
      remedy: 'Corrija lo que se indica, en el archivo o en Ajustes.',
    },
    'file-unreadable': {
      what: 'No se puede leer un archivo.',
      remedy: 'Compruebe que el archivo existe y que puede leerlo.',
    },
    'file-unwritable': {
      what: 'No se puede escribir un archivo.',
      remedy: 'Compruebe el espacio en disco y los permisos del archivo.',
    },
    'name-taken': {
      what: 'Este nombre ya está en uso.',
      remedy: 'Elija otro nombre o elimine antes lo que lo tiene.',
    },
    'not-found': {
      what: 'No hay nada con este nombre.',
      remedy: 'Quizá se haya eliminado: vuelva a mirar la lista.',
    },
    'hub-not-running': {
      what: 'El hub no está en marcha.',
      remedy: 'Inicie Loom; esta página se conecta sola.',
    },
    'hub-already-running': {
      what: 'Ya hay un hub en marcha.',
      remedy: 'Use ese o deténgalo antes.',
    },
    'hub-stopping': {
      what: 'El hub se está deteniendo.',
      remedy: 'Espere a que vuelva a estar en marcha; esta página se conecta sola.',
    },
    'hub-restarted': {
      what: 'El hub se reinició durante la llamada.',
      remedy: 'Inténtelo de nuevo; no se sabe si la llamada tuvo efecto.',
    },
    'hub-paused': {
      what: 'Todos los servidores están en pausa.',
      remedy: 'Pulse «Reanudar» al pie de la barra lateral.',
    },
    'unsafe-listener': {
      what: 'El hub quedaría abierto a la red sin token.',
      remedy: 'En Ajustes, ponga http.address en 127.0.0.1 o http.auth.type en token.',
    },
    'address-in-use': {
      what: 'Otro programa usa la dirección del hub.',
      remedy: 'Elija otro puerto para http.address en Ajustes y reinicie el hub.',
    },
    'unsafe-directory': {
      what: 'Una carpeta de Loom está abierta a otros usuarios.',
      remedy: 'Haga que la carpeta sea solo suya o indique otra en LOOM_HOME.',
    },
    'server-failed': {
      what: 'El servidor ha fallado.',
      remedy: 'La pestaña «Registro» de su página muestra su última salida.',
    },
    'server-crashed': {
      what: 'El servidor terminó de forma inesperada.',
      remedy: 'Se reinicia solo; la pestaña «Registro» de su página muestra su última salida.',
    },
    'server-timeout': {
      what: 'El servidor no respondió a tiempo.',
      remedy: 'Mire la pestaña «Registro» de su página o dele más tiempo en su pestaña «Ajustes».',
    },
    'server-disabled': {
      what: 'El servidor está deshabilitado.',
      remedy: 'Habilítelo en la página Servidores.',
    },
    'server-unavailable': {
      what: 'El servidor no se puede usar ahora.',
      remedy: 'Arregle lo que se indica y reinicie el servidor.',
    },
    'server-busy': {
      what: 'El servidor está sobrecargado.',
      remedy: 'Inténtelo de nuevo dentro de un momento.',
    },
    'server-protocol': {
      what: 'El servidor no respeta el protocolo.',
      remedy: 'Busque una versión más reciente o avise a sus autores.',
    },
    'unknown-reference': {
      what: 'Una referencia no lleva a ninguna parte.',
      remedy: 'Defina lo que nombra o corríjala en la definición del servidor.',
    },
    'unknown-profile': {
      what: 'Ese perfil no existe.',
      remedy: 'Añádalo en la página Perfiles o elija otro.',
    },
    'message-too-large': {
      what: 'Un mensaje era demasiado grande.',
      remedy: 'Pida menos o aumente limits.max_message en Ajustes.',
    },
    'too-many-sessions': {
      what: 'Hay demasiados clientes conectados.',
      remedy: 'Cierre algunos o aumente http.max_sessions en Ajustes.',
    },
    'input-refused': {
      what: 'El servidor no recibió lo que pidió.',
      remedy: 'Llámelo de nuevo y permita lo que el servidor pide.',
    },
    'host-refused': {
      what: 'El hub rechaza esta dirección.',
      remedy: 'Abra la consola en http://127.0.0.1 o http://localhost.',
    },
    'origin-refused': {
      what: 'El hub rechaza las llamadas de esta página web.',
      remedy: 'Añada su dirección a http.allowed_origins en Ajustes.',
    },
    'no-console-session': {
      what: 'Esta ventana no tiene acceso al hub.',
      remedy: 'Abra la consola con un enlace nuevo de Loom.',
    },
    unauthorized: {
      what: 'Falta un token válido.',
      remedy: 'Cree un token en Secretos y tokens y déselo al cliente.',
    },
    'too-many-attempts': {
      what: 'Se presentaron tokens incorrectos demasiadas veces.',
      remedy: 'Dé al cliente un token válido; puede crearlo en Secretos y tokens.',
    },
    'profile-refused': {
      what: 'El token no es para este perfil.',
      remedy: 'Use el perfil del token o cree un token para este.',
    },
    'tool-failed': {
      what: 'La herramienta informó de un fallo.',
      remedy: 'Mire lo que dice, corrija los argumentos y llámela de nuevo.',
    },
    'vault-locked': {
      what: 'La bóveda está bloqueada.',
      remedy: 'Desbloquéela; lo que espera un secreto continúa entonces solo.',
    },
    'vault-unavailable': {
      what: 'No se puede acceder a la bóveda.',
      remedy: 'Arregle lo que se indica o elija otro almacén: vault.type en Ajustes.',
    },
    'vault-damaged': {
      what: 'La bóveda está dañada.',
      remedy: 'Restituya su última versión correcta.',
    },
    'vault-read-only': {
      what: 'No se puede escribir en la bóveda.',
      remedy: 'Elija otro almacén: vault.type en Ajustes.',
    },
    'secret-too-large': {
      what: 'El secreto es demasiado grande para la bóveda.',
      remedy: 'Guárdelo en un archivo y dé al servidor la ruta de ese archivo.',
    },
    'invalid-secret-name': {
      what: 'Un secreto no puede llamarse así.',
      remedy: 'Elija otro nombre, por ejemplo GITHUB_TOKEN.',
    },
    'sign-in-needed': {
      what: 'El servidor pide iniciar sesión.',
      remedy: 'Inicie sesión en la página del servidor.',
    },
    'sign-in-failed': {
      what: 'No se pudo iniciar sesión.',
      remedy: 'Vuelva a iniciar sesión en la página del servidor.',
    },
    'missing-secret': { what: 'Falta un secreto.', remedy: 'Defínalo en Secretos y tokens.' },
    'invalid-client-file': {
      what: 'El archivo de un cliente contiene un error.',
      remedy: 'Corrija el archivo o deje que lo haga su cliente; Loom no lo ha tocado.',
    },
    'invalid-bundle': {
      what: 'El paquete no se puede usar.',
      remedy: 'Descárguelo de nuevo o pregunte a su autor; no se ha desempaquetado nada.',
    },
    'file-changed': {
      what: 'Entretanto algo ha cambiado.',
      remedy: 'Vuelva a mirarlo y confírmelo.',
    },
    'file-busy': {
      what: 'Otro programa está usando el archivo.',
      remedy: 'Inténtelo de nuevo dentro de un momento o cierre antes el cliente.',
    },
    'unknown-client': {
      what: 'Loom no conoce este cliente.',
      remedy: 'La página Clientes muestra todos los que conoce.',
    },
    'not-expressible': {
      what: 'El archivo del cliente no puede contener esto.',
      remedy: 'Conecte el cliente a través de Loom en la página Clientes.',
    },
    'undo-conflict': {
      what: 'El archivo cambió después, por lo que no se puede deshacer.',
      remedy: 'Cambie el archivo a mano; la página del cliente muestra lo que se escribió.',
    },
    'secret-in-use': {
      what: 'El secreto está en uso.',
      remedy: 'Quite antes las referencias a él o elimínelo de todos modos.',
    },
  },
};
