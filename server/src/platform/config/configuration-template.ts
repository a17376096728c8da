/** The first nachweis.yaml. Comments say what an operator enters where. */
export const configurationTemplate = `# yaml-language-server: $schema=nachweis.schema.json
# Was dieser Anbieter verspricht und woran es geprüft wird. Änderungen gelten nach zwei Sekunden, ohne Neustart;
# was nicht stimmt, steht mit Zeile und Abhilfe unter /readyz und im Protokoll des Servers, und das Alte gilt weiter.
# What this provider promises and what it is checked against. Changes apply after two seconds, without a restart.

provider:
  name: Beispiel Telefonie GmbH
  country: Deutschland
  contact: sicherheit@example.de

# teams:
#   - id: platform
#     name: Team Plattform
# measures:
#   backups: { team: platform }

# TLS-Endpunkte außer dem eigenen / TLS endpoints beside our own
# endpoints:
#   - url: https://www.example.de/

# Zeitserver / time servers (NTP)
# timeServers:
#   - ptbtime1.ptb.de

# backups:
#   everyHours: 24
#   recipients: [age1…, age1…]      # leer: zwei eigene Schlüssel / empty: two keys of our own
#   places:
#     - { id: primary, path: backups }
#     - { id: second, path: /mnt/zweites-rechenzentrum }

# Hosts in eigenen Netzen, mit denen sich diese Installation verbinden darf (Identitätsanbieter, Webhooks); sonst nur
# öffentliche Adressen und nur verschlüsselt / hosts in private networks that may be connected to; else public ones only
# outgoing:
#   privateHosts: [idp.example.internal, 'idp.example.internal:8443']

# Anmeldung mit Google und Apple; die Dateien enthalten nur das Geheimnis / the files hold the secret and nothing else
# signIn:
#   google: { clientId: …, clientSecretFile: /etc/nachweis/google-secret }
#   apple: { clientId: …, teamId: …, keyId: …, privateKeyFile: /etc/nachweis/apple-key.p8 }

# Mailversand; ohne ihn bleiben Mails im Postausgang der Konsole, als nicht versendet gekennzeichnet / outgoing mail;
# without it mails stay in the console's outbox, marked as not sent. security: tls (465), starttls (587), none
# mail:
#   from: nachweis@beispiel.de
#   host: smtp.beispiel.de
#   port: 587
#   security: starttls
#   username: nachweis
#   passwordFile: /etc/nachweis/smtp-password
#   authorityFile: /etc/nachweis/own-ca.pem    # nur für eine eigene Zertifizierungsstelle / only for an own authority

# Ereignisse über syslog annehmen (docs/syslog.md); ohne Token in der Nachricht gilt die Quelle, die hier steht / events
# by syslog; a message without a token belongs to the source that is named here
# syslog:
#   - { port: 6514, tls: true }
#   - { port: 601, tls: false, source: Firewall, addresses: [192.0.2.0/24] }
#   - { port: 6515, tls: true, clientCa: /etc/nachweis/syslog-ca.pem, source: Server }

# Alle Systeme, deren Ereignisse hier eingehen müssen, je mit dem Namen ihrer Quelle / every system whose events have to
# come in here, with the name of its source
# systems:
#   - { name: Vermittlung, source: vermittlung-protokoll }
#   - { name: Kundenportal }

# Parameter der Aussagen: derselbe Wert steht im Satz und in der Prüfung / the same value in sentence and check
# parameters:
#   backups/retention: { days: 30 }
`
