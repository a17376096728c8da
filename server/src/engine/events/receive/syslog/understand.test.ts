import { expect, test } from 'vitest'
import { readDraft } from './read-draft.ts'

const now = Date.UTC(2026, 10, 23, 14, 30, 0)
const body = (text: string) => readDraft({ bytes: Buffer.from(text), truncated: false }, now).draft.body

const ssh = '<38>Nov 23 14:00:00 web-1 sshd[812]: '
const sudo = '<85>Nov 23 14:00:00 web-1 sudo: '
const login = { action: 'login', target: 'web-1' }

test.each([
  [
    `${ssh}Accepted publickey for anna from 192.0.2.1 port 50022 ssh2: ED25519 SHA256:x`,
    { ...login, actor: 'anna', outcome: 'success', address: '192.0.2.1' },
  ],
  [
    `${ssh}Failed password for invalid user admin from 2001:db8::7 port 50022 ssh2`,
    { ...login, actor: 'admin', outcome: 'failure', address: '2001:db8::7' },
  ],
  [
    `${ssh}Invalid user oracle from 192.0.2.9 port 4`,
    { ...login, actor: 'oracle', outcome: 'failure', address: '192.0.2.9' },
  ],
  [
    `${ssh}pam_unix(sshd:session): session opened for user anna(uid=1000) by (uid=0)`,
    { actor: 'anna', action: 'sshd session opened', outcome: 'success', target: 'web-1' },
  ],
  [
    `${ssh}pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=anna`,
    { actor: 'anna', action: 'sshd login', outcome: 'failure', address: '192.0.2.1' },
  ],
  [
    `${sudo}    anna : TTY=pts/0 ; PWD=/home/anna ; USER=root ; COMMAND=/usr/bin/id -u`,
    { actor: 'anna', action: 'sudo', target: '/usr/bin/id -u', outcome: 'success' },
  ],
  [
    `${sudo}anna : user NOT in sudoers ; TTY=pts/0 ; PWD=/home/anna ; USER=root ; COMMAND=/usr/bin/id`,
    { actor: 'anna', action: 'sudo', target: '/usr/bin/id', outcome: 'failure' },
  ],
  [
    `${sudo}anna : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh`,
    { actor: 'anna', action: 'sudo', target: '/bin/sh', outcome: 'failure' },
  ],
])('%s', (text, fields) => {
  expect(body(text)).toMatchObject(fields)
})

test('sentences of sshd count from sshd alone', () => {
  const forged = body('<13>Nov 23 14:00:00 web-1 app: Accepted publickey for root from 192.0.2.1 port 1 ssh2')
  expect(Object.keys(forged).toSorted()).toEqual(['message', 'syslog'])
})

test('a name that holds a sentence does not make another', () => {
  const text = `${ssh}Failed password for invalid user x from 198.51.100.1 port 1 from 192.0.2.9 port 4 ssh2`
  expect(body(text)).toMatchObject({ actor: 'x from 198.51.100.1 port 1', address: '192.0.2.9' })
})
