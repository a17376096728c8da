import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Issued {
  readonly key: string
  /** Leaf and intermediate, PEM file. */
  readonly fullChain: string
  /** Leaf alone, PEM file. */
  readonly leaf: string
}

export interface Wanted {
  readonly name: string
  readonly key: readonly string[]
  /** ASN.1 times; usually from an hour ago to 90 days ahead. */
  readonly notBefore?: string
  readonly notAfter?: string
  readonly selfSigned?: boolean
}

export const rsa = (bits: number) => ['-newkey', `rsa:${bits}`]
export const ec = (curve: string) => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`]

/** A throw-away root with one intermediate, made by openssl in `folder`. */
export function makeAuthority(folder: string) {
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(
    at('ca.cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${at('index')}\nnew_certs_dir=${folder}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nunique_subject=no\ncopy_extensions=copy\n[p]\ncommonName=supplied\n`,
  )
  writeFileSync(at('index'), '')
  writeFileSync(
    at('leaf.ext'),
    'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\n',
  )
  writeFileSync(
    at('between.ext'),
    'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=keyCertSign,cRLSign\n',
  )
  const signs = ['-addext', 'keyUsage=keyCertSign,cRLSign']
  openssl(
    'req',
    '-x509',
    '-nodes',
    ...rsa(2048),
    '-subj',
    '/CN=Throw-away Root',
    '-days',
    '3650',
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    ...signs,
  )

  const sign = (
    request: string,
    issuer: string,
    extensions: string,
    wanted: Partial<Wanted>,
    out: string,
  ) => {
    const by = ['-config', 'ca.cnf', '-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`]
    const validity = [
      '-startdate',
      wanted.notBefore ?? asn1(-3600),
      '-enddate',
      wanted.notAfter ?? asn1(90 * 86_400),
    ]
    const files = ['-extfile', extensions, '-in', request, '-out', out]
    openssl('ca', '-batch', '-notext', ...by, ...validity, ...files)
  }
  openssl(
    'req',
    '-new',
    '-nodes',
    ...rsa(2048),
    '-subj',
    '/CN=Throw-away Intermediate',
    '-keyout',
    'between.key',
    '-out',
    'between.csr',
  )
  sign(
    'between.csr',
    'root',
    'between.ext',
    { notBefore: asn1(-1000 * 86_400), notAfter: asn1(1000 * 86_400) },
    'between.pem',
  )

  return {
    root: at('root.pem'),
    issue(id: string, wanted: Wanted): Issued {
      const subject = ['-subj', `/CN=${wanted.name}`, '-addext', `subjectAltName=DNS:${wanted.name}`]
      const [key, leaf] = [`${id}.key`, `${id}.pem`]
      if (wanted.selfSigned) {
        openssl(
          'req',
          '-x509',
          '-nodes',
          ...wanted.key,
          ...subject,
          '-days',
          '90',
          '-keyout',
          key,
          '-out',
          leaf,
        )
        return { key: at(key), leaf: at(leaf), fullChain: at(leaf) }
      }
      openssl('req', '-new', '-nodes', ...wanted.key, ...subject, '-keyout', key, '-out', `${id}.csr`)
      sign(`${id}.csr`, 'between', 'leaf.ext', wanted, leaf)
      const fullChain = at(`${id}.chain.pem`)
      writeFileSync(fullChain, readFileSync(at(leaf), 'utf8') + readFileSync(at('between.pem'), 'utf8'))
      return { key: at(key), leaf: at(leaf), fullChain }
    },
    /** DH parameters of this size, PEM file. */
    dhParameters(bits: number): string {
      openssl('dhparam', '-dsaparam', '-out', `dh${bits}.pem`, String(bits))
      return at(`dh${bits}.pem`)
    },
  }
}

/** Seconds from now as ASN.1 GeneralizedTime. */
export const asn1 = (seconds: number) =>
  new Date(Date.now() + seconds * 1000).toISOString().replace(/[-:T]|\.\d+/g, '')
