import type { Messages } from '../messages.ts';

export const hub: Messages['hub'] = {
  detail: 'Was der Hub sagt',
  errors: {
    internal: {
      what: 'In Loom selbst ist etwas schiefgegangen.',
      remedy:
        'Noch einmal versuchen. Geschieht es wieder, auf der Seite Diagnose die Diagnosedaten für einen Fehlerbericht herunterladen.',
    },
    usage: {
      what: 'Der Hub kann diese Eingabe nicht annehmen.',
      remedy: 'Das Genannte berichtigen, dann noch einmal versuchen.',
    },
    'invalid-registry': {
      what: 'registry.yaml enthält einen Fehler.',
      remedy: 'Das Genannte berichtigen; die Datei wird gleich nach dem Speichern neu gelesen.',
    },
    'invalid-config': {
      what: 'config.yaml enthält einen Fehler.',
      remedy: 'Das Genannte in der Datei oder unter Einstellungen berichtigen.',
    },
    'file-unreadable': {
      what: 'Eine Datei lässt sich nicht lesen.',
      remedy: 'Prüfen, ob es die Datei gibt und ob Sie sie lesen dürfen.',
    },
    'file-unwritable': {
      what: 'Eine Datei lässt sich nicht schreiben.',
      remedy: 'Freien Speicherplatz und Rechte der Datei prüfen.',
    },
    'name-taken': {
      what: 'Dieser Name ist vergeben.',
      remedy: 'Einen anderen Namen wählen oder das Vorhandene zuerst entfernen.',
    },
    'not-found': {
      what: 'Unter diesem Namen gibt es nichts.',
      remedy: 'Vielleicht wurde es entfernt: noch einmal in der Liste nachsehen.',
    },
    'hub-not-running': {
      what: 'Der Hub läuft nicht.',
      remedy: 'Loom starten; diese Seite verbindet sich von selbst.',
    },
    'hub-already-running': {
      what: 'Es läuft schon ein Hub.',
      remedy: 'Diesen benutzen oder zuerst beenden.',
    },
    'hub-stopping': {
      what: 'Der Hub wird beendet.',
      remedy: 'Warten, bis er wieder läuft; diese Seite verbindet sich von selbst.',
    },
    'hub-restarted': {
      what: 'Der Hub wurde während des Aufrufs neu gestartet.',
      remedy: 'Noch einmal versuchen; ob der Aufruf gewirkt hat, ist nicht bekannt.',
    },
    'hub-paused': {
      what: 'Alle Server sind angehalten.',
      remedy: 'Unten in der Seitenleiste „Fortsetzen“ drücken.',
    },
    'unsafe-listener': {
      what: 'Der Hub stünde dem Netz ohne Token offen.',
      remedy:
        'Unter Einstellungen http.address auf 127.0.0.1 oder http.auth.type auf token setzen.',
    },
    'address-in-use': {
      what: 'Ein anderes Programm benutzt die Adresse des Hubs.',
      remedy:
        'Unter Einstellungen einen anderen Port für http.address wählen, dann den Hub neu starten.',
    },
    'unsafe-directory': {
      what: 'Ein Ordner von Loom steht anderen Benutzern offen.',
      remedy: 'Den Ordner für andere schließen oder LOOM_HOME auf einen eigenen setzen.',
    },
    'server-failed': {
      what: 'Der Server ist ausgefallen.',
      remedy: 'Der Reiter „Protokoll“ auf seiner Seite zeigt seine letzte Ausgabe.',
    },
    'server-crashed': {
      what: 'Der Server hat sich unerwartet beendet.',
      remedy:
        'Er startet von selbst neu; der Reiter „Protokoll“ auf seiner Seite zeigt seine letzte Ausgabe.',
    },
    'server-timeout': {
      what: 'Der Server hat nicht rechtzeitig geantwortet.',
      remedy:
        'Den Reiter „Protokoll“ auf seiner Seite ansehen oder ihm unter „Einstellungen“ mehr Zeit geben.',
    },
    'server-disabled': {
      what: 'Der Server ist deaktiviert.',
      remedy: 'Auf der Seite Server aktivieren.',
    },
    'server-unavailable': {
      what: 'Der Server ist zurzeit nicht benutzbar.',
      remedy: 'Das Genannte in Ordnung bringen, dann den Server neu starten.',
    },
    'server-busy': { what: 'Der Server ist überlastet.', remedy: 'Gleich noch einmal versuchen.' },
    'server-protocol': {
      what: 'Der Server hält sich nicht an das Protokoll.',
      remedy: 'Nach einer neueren Version suchen oder seinen Autoren Bescheid geben.',
    },
    'unknown-reference': {
      what: 'Ein Verweis führt ins Leere.',
      remedy: 'Das Genannte setzen oder den Verweis in der Definition des Servers berichtigen.',
    },
    'unknown-profile': {
      what: 'Dieses Profil gibt es nicht.',
      remedy: 'Auf der Seite Profile anlegen oder ein anderes wählen.',
    },
    'message-too-large': {
      what: 'Eine Nachricht war zu groß.',
      remedy: 'Weniger anfordern oder unter Einstellungen limits.max_message erhöhen.',
    },
    'too-many-sessions': {
      what: 'Zu viele Clients sind verbunden.',
      remedy: 'Einige schließen oder unter Einstellungen http.max_sessions erhöhen.',
    },
    'input-refused': {
      what: 'Der Server hat nicht bekommen, worum er gebeten hat.',
      remedy: 'Noch einmal aufrufen und zulassen, worum der Server bittet.',
    },
    'host-refused': {
      what: 'Der Hub lehnt diese Adresse ab.',
      remedy: 'Die Konsole unter http://127.0.0.1 oder http://localhost öffnen.',
    },
    'origin-refused': {
      what: 'Der Hub lehnt Aufrufe von dieser Webseite ab.',
      remedy: 'Ihre Adresse unter Einstellungen bei http.allowed_origins eintragen.',
    },
    'no-console-session': {
      what: 'Dieses Fenster hat keinen Zugang zum Hub.',
      remedy: 'Die Konsole mit einem neuen Link von Loom öffnen.',
    },
    unauthorized: {
      what: 'Ein gültiges Token fehlt.',
      remedy: 'Unter Geheimnisse & Tokens ein Token erstellen und es dem Client geben.',
    },
    'too-many-attempts': {
      what: 'Zu oft wurden falsche Tokens vorgelegt.',
      remedy:
        'Dem Client ein gültiges Token geben; unter Geheimnisse & Tokens lässt sich eines erstellen.',
    },
    'profile-refused': {
      what: 'Das Token gilt nicht für dieses Profil.',
      remedy: 'Das Profil des Tokens benutzen oder ein Token für dieses erstellen.',
    },
    'tool-failed': {
      what: 'Das Tool hat einen Fehler gemeldet.',
      remedy: 'Seine Meldung ansehen, die Argumente berichtigen, dann noch einmal aufrufen.',
    },
    'vault-locked': {
      what: 'Der Tresor ist gesperrt.',
      remedy: 'Entsperren; was auf ein Geheimnis wartet, geht dann von selbst weiter.',
    },
    'vault-unavailable': {
      what: 'Der Tresor ist nicht erreichbar.',
      remedy:
        'Das Genannte in Ordnung bringen oder unter Einstellungen bei vault.type einen anderen Speicher wählen.',
    },
    'vault-damaged': {
      what: 'Der Tresor ist beschädigt.',
      remedy: 'Seine letzte heile Fassung zurücklegen.',
    },
    'vault-read-only': {
      what: 'Der Tresor lässt sich nicht beschreiben.',
      remedy: 'Unter Einstellungen bei vault.type einen anderen Speicher wählen.',
    },
    'secret-too-large': {
      what: 'Das Geheimnis ist zu groß für den Tresor.',
      remedy: 'In einer Datei aufbewahren und dem Server deren Pfad geben.',
    },
    'invalid-secret-name': {
      what: 'So kann ein Geheimnis nicht heißen.',
      remedy: 'Einen anderen Namen wählen, etwa GITHUB_TOKEN.',
    },
    'sign-in-needed': {
      what: 'Der Server verlangt eine Anmeldung.',
      remedy: 'Auf der Seite des Servers anmelden.',
    },
    'sign-in-failed': {
      what: 'Die Anmeldung ist fehlgeschlagen.',
      remedy: 'Auf der Seite des Servers noch einmal anmelden.',
    },
    'missing-secret': {
      what: 'Ein Geheimnis fehlt.',
      remedy: 'Unter Geheimnisse & Tokens setzen.',
    },
    'invalid-client-file': {
      what: 'Die Datei eines Clients enthält einen Fehler.',
      remedy:
        'Die Datei berichtigen oder ihren Client das tun lassen; Loom hat sie nicht angerührt.',
    },
    'invalid-bundle': {
      what: 'Das Bundle ist nicht brauchbar.',
      remedy: 'Noch einmal herunterladen oder beim Hersteller nachfragen; nichts wurde entpackt.',
    },
    'file-changed': {
      what: 'Inzwischen hat sich etwas geändert.',
      remedy: 'Noch einmal ansehen, dann bestätigen.',
    },
    'file-busy': {
      what: 'Ein anderes Programm benutzt die Datei.',
      remedy: 'Gleich noch einmal versuchen oder zuerst den Client beenden.',
    },
    'unknown-client': {
      what: 'Loom kennt diesen Client nicht.',
      remedy: 'Die Seite Clients zeigt alle, die es kennt.',
    },
    'not-expressible': {
      what: 'Die Datei des Clients kann das nicht aufnehmen.',
      remedy: 'Den Client stattdessen auf der Seite Clients über Loom verbinden.',
    },
    'undo-conflict': {
      what: 'Die Datei wurde seither geändert, darum lässt sich das nicht zurücknehmen.',
      remedy: 'Die Datei von Hand ändern; die Seite des Clients zeigt, was geschrieben wurde.',
    },
    'secret-in-use': {
      what: 'Das Geheimnis wird benutzt.',
      remedy: 'Zuerst die Verweise darauf entfernen oder es trotzdem entfernen.',
    },
  },
};
