import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Files {
  readonly cert: string
  readonly key: string
}

/** A throw-away authority in `folder`; certificates of it are good for servers and for clients. */
export function syslogAuthority(folder: string) {
  const at = (name: string) => join(folder, name)
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl(
    'req',
    '-x509',
    ...key,
    '-subj',
    '/CN=Syslog Root',
    '-days',
    '30',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  )
  return {
    ca: at('ca.pem'),
    issue(name: string): Files {
      const [cert, keyFile] = [`${name}.pem`, `${name}.key`]
      writeFileSync(
        at(`${name}.ext`),
        `basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:${name},IP:127.0.0.1\n`,
      )
      openssl('req', '-new', ...key, '-subj', `/CN=${name}`, '-keyout', keyFile, '-out', `${name}.csr`)
      const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`]
      openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-days', '30', '-out', cert)
      return { cert: at(cert), key: at(keyFile) }
    },
  }
}
