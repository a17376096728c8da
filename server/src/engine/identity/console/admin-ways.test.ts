import { expect, it } from 'vitest'
import { levelOf, type Proof } from '../gate/assess.ts'
import { ways } from './admin-ways.ts'

const proofs: Readonly<Record<string, Proof>> = {
  password: { kind: 'password' },
  totp: { kind: 'totp' },
  passkey: { kind: 'passkey', userVerified: false },
  'passkey+verified': { kind: 'passkey', userVerified: true },
  'recovery-code': { kind: 'recovery-code' },
  federated: { kind: 'federated', connection: null, multiFactor: false },
  'federated+mfa': { kind: 'federated', connection: 'c', multiFactor: true },
}

it.each(ways.map((way) => [way.id, way] as const))(
  'says of %s the level that the gate computes',
  (_, way) => {
    const given = way.proofs.map((name) => proofs[name] as Proof)
    expect(given).not.toContain(undefined)
    expect(levelOf(given)).toBe(way.level)
  },
)
