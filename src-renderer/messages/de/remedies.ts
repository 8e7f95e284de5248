import type { Messages } from '../messages.ts';

export const remedies: Messages['remedies'] = {
  'set-secret': 'Unter Geheimnisse & Tokens setzen; der Server startet dann von selbst.',
  'unlock-keychain':
    'Den Schlüsselbund des Systems entsperren; was auf ein Geheimnis wartet, geht dann von selbst weiter.',
  'use-secrets-file':
    'An einer Desktop-Sitzung anmelden oder unter Einstellungen bei vault.type file wählen.',
  'set-master-key':
    'LOOM_MASTER_KEY dort setzen, wo der Hub gestartet wird, dann den Hub neu starten.',
  'restore-vault':
    'Die vorige Fassung zurücklegen: die Datei daneben, die auf .bak endet, oder eine eigene Kopie.',
  'restore-key':
    'Die Schlüsseldatei zurücklegen oder LOOM_MASTER_KEY dort auf den Schlüssel setzen, wo der Hub gestartet wird.',
  'open-project': 'Den Client in einem Projektordner starten.',
  'update-loom': 'Loom aktualisieren.',
  'reinstall-loom': 'Loom neu installieren.',
  'correct-folder':
    'Das Arbeitsverzeichnis in der Definition des Servers berichtigen oder den Ordner anlegen.',
  'correct-command': 'Den Befehl in der Definition des Servers berichtigen oder installieren.',
  'correct-address': 'URL, Art oder Header in der Definition des Servers berichtigen.',
  'correct-entry': 'Die Definition berichtigen; nichts wurde geschrieben.',
  'check-credentials': 'Die Header des Servers und die Geheimnisse prüfen, auf die sie verweisen.',
  'make-executable': 'Die Datei ausführbar machen oder ihren Interpreter als Befehl angeben.',
  'install-node':
    'Node.js installieren (https://nodejs.org) oder den vollen Pfad des Befehls in der Definition des Servers angeben.',
  'install-python':
    'Python installieren (https://www.python.org) oder den vollen Pfad des Befehls in der Definition des Servers angeben.',
  'install-uv':
    'uv installieren (https://docs.astral.sh/uv) oder den vollen Pfad des Befehls in der Definition des Servers angeben.',
  'install-docker':
    'Docker installieren (https://docs.docker.com/get-docker) oder den vollen Pfad des Befehls in der Definition des Servers angeben.',
  'install-command':
    'Das Programm installieren oder seinen vollen Pfad in der Definition des Servers angeben.',
  'install-interpreter':
    'Den Interpreter installieren oder ihn als Befehl und die Datei als erstes Argument angeben.',
  'repair-and-restart': 'Das Genannte in Ordnung bringen, dann den Server neu starten.',
  'try-again': 'Gleich noch einmal versuchen.',
  'effect-unknown': 'Noch einmal versuchen; ob der Aufruf gewirkt hat, ist nicht bekannt.',
  'raise-call-timeout': 'Aufrufen auf der Seite des Servers unter „Einstellungen“ mehr Zeit geben.',
  'choose-value': 'Einen anderen Wert wählen; nichts wurde geschrieben.',
  'choose-name': 'Einen anderen Namen wählen.',
  'choose-profile': 'Eines der vorhandenen Profile wählen oder es auf der Seite Profile anlegen.',
  'edit-by-hand': 'Die Datei von Hand ändern; sie wird gleich nach dem Speichern neu gelesen.',
  'restore-registry': 'Die Datei zurücklegen oder eine leere anlegen, um keine Server zu haben.',
  'read-files-again':
    'Nach dem Ändern der Datei die Dateien auf der Seite Übersicht neu lesen lassen.',
  'run-checks-again': 'Die Prüfungen noch einmal ausführen.',
  'connect-again': 'Den Client auf seiner Seite unter Clients neu verbinden.',
  'use-proxy': 'Stattdessen über den Proxy verbinden; der braucht kein Token.',
  'turn-on-in-client': 'Den Eintrag im Client einschalten.',
  'revoke-tokens': 'Die Tokens widerrufen, die niemand benutzt.',
  'make-kept-token':
    'Unter Geheimnisse & Tokens ein Token erstellen, dessen Text im Tresor bleibt.',
  'renew-clients-token':
    'Vielleicht hat ein Client ein widerrufenes Token: ihm ein neues geben. Sonst rät jemand.',
  'turn-on-http': 'Unter Einstellungen http.enabled einschalten, dann den Hub neu starten.',
  'fill-in': 'Zuerst ausfüllen.',
  'output-says-why': 'Seine Ausgabe sagt, warum.',
  'run-in-terminal':
    'Er hat nichts ausgegeben. Denselben Befehl in einem Terminal ausführen, um mehr zu sehen.',
  'other-version': 'Nach einem neueren Loom oder einer anderen Version des Servers suchen.',
  'correct-era':
    'Die Angabe era aus der Definition des Servers nehmen; Loom findet dann selbst heraus, wie er spricht.',
};
