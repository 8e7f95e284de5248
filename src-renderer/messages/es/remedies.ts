import type { Messages } from '../messages.ts';

export const remedies: Messages['remedies'] = {
  'set-secret': 'Defínalo en Secretos y tokens; el servidor se inicia entonces solo.',
  'unlock-keychain':
    'Desbloquee el llavero del sistema; lo que espera un secreto continúa entonces solo.',
  'use-secrets-file': 'Inicie una sesión de escritorio o elija file para vault.type en Ajustes.',
  'set-master-key': 'Defina LOOM_MASTER_KEY donde se inicia el hub y reinicie el hub.',
  'restore-vault':
    'Restituya su versión anterior: el archivo contiguo que termina en .bak o su propia copia.',
  'restore-key':
    'Restituya el archivo de la clave o ponga la clave en LOOM_MASTER_KEY donde se inicia el hub.',
  'open-project': 'Inicie el cliente en una carpeta de proyecto.',
  'update-loom': 'Actualice Loom.',
  'reinstall-loom': 'Vuelva a instalar Loom.',
  'correct-folder':
    'Corrija el directorio de trabajo en la definición del servidor o cree la carpeta.',
  'correct-command': 'Corrija el comando en la definición del servidor o instálelo.',
  'correct-address': 'Corrija la URL, el tipo o las cabeceras en la definición del servidor.',
  'correct-entry': 'Corrija la definición; no se ha escrito nada.',
  'check-credentials': 'Compruebe las cabeceras del servidor y los secretos a los que se refieren.',
  'make-executable': 'Haga ejecutable el archivo o indique su intérprete como comando.',
  'install-node':
    'Instale Node.js (https://nodejs.org) o indique la ruta completa del comando en la definición del servidor.',
  'install-python':
    'Instale Python (https://www.python.org) o indique la ruta completa del comando en la definición del servidor.',
  'install-uv':
    'Instale uv (https://docs.astral.sh/uv) o indique la ruta completa del comando en la definición del servidor.',
  'install-docker':
    'Instale Docker (https://docs.docker.com/get-docker) o indique la ruta completa del comando en la definición del servidor.',
  'install-command':
    'Instale el programa o indique su ruta completa en la definición del servidor.',
  'install-interpreter':
    'Instale el intérprete o indíquelo como comando y el archivo como primer argumento.',
  'repair-and-restart': 'Arregle lo que se indica y reinicie el servidor.',
  'try-again': 'Inténtelo de nuevo dentro de un momento.',
  'effect-unknown': 'Inténtelo de nuevo; no se sabe si la llamada tuvo efecto.',
  'raise-call-timeout':
    'Dé más tiempo a las llamadas en la pestaña «Ajustes» de la página del servidor.',
  'choose-value': 'Elija otro valor; no se ha escrito nada.',
  'choose-name': 'Elija otro nombre.',
  'choose-profile': 'Elija uno de los perfiles existentes o añádalo en la página Perfiles.',
  'edit-by-hand': 'Edite el archivo a mano; se vuelve a leer en cuanto se guarda.',
  'restore-registry': 'Restituya el archivo o cree uno vacío para no tener servidores.',
  'read-files-again':
    'Después de editar el archivo, haga que se vuelvan a leer los archivos en la página Resumen.',
  'run-checks-again': 'Repita las comprobaciones.',
  'connect-again': 'Vuelva a conectar el cliente en su página, en Clientes.',
  'use-proxy': 'Conéctelo en su lugar a través del proxy, que no necesita token.',
  'turn-on-in-client': 'Active la entrada en el cliente.',
  'revoke-tokens': 'Revoque los tokens que nadie usa.',
  'make-kept-token': 'Cree en Secretos y tokens un token cuyo texto se conserve en la bóveda.',
  'renew-clients-token':
    'Quizá un cliente tenga un token revocado: dele uno nuevo. Si no, alguien está probando al azar.',
  'turn-on-http': 'Active http.enabled en Ajustes y reinicie el hub.',
  'fill-in': 'Rellénelo primero.',
  'output-says-why': 'Lo que escribió dice por qué.',
  'run-in-terminal': 'No escribió nada. Ejecute el mismo comando en un terminal para ver más.',
  'other-version': 'Busque una versión más reciente de Loom u otra versión del servidor.',
  'correct-era': 'Quite era de la definición del servidor; Loom averigua entonces solo cómo habla.',
};
