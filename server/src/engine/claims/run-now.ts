import type { Actor } from '../../kernel/actor.ts'
import { authorise, type Permission } from '../../kernel/permission.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Platform } from '../../platform/platform.ts'
import { observe } from './observe.ts'
import { recordEvidence } from './record-evidence.ts'
import type { Registry } from './registry.ts'

const targetsMax = 50

/**
 * Runs the observer behind a claim's check on all its targets, waits, and answers the new evidence of this claim. What
 * the same observation says about other claims is recorded too.
 */
export async function runNow(
  platform: Platform,
  registry: Registry,
  claim: string,
  actor: Actor,
  permission: Permission,
) {
  authorise(actor, permission)
  const check = registry.claims.get(claim)?.claim.check
  if (!check)
    throw new Problem('not-found', 'no-such-check', {
      de: `Hinter ${claim} steht keine Prüfung.`,
      en: `No check stands behind ${claim}. GET /api/v1/measures lists all claims.`,
    })
  const targets = check.observer.targets(platform.configuration(), platform)
  if (targets.length === 0)
    throw new Problem('conflict', 'no-target', {
      de: `${claim} hat noch kein Ziel: Tragen Sie eines in nachweis.yaml ein.`,
      en: `${claim} has no target yet: enter one in nachweis.yaml.`,
    })
  if (targets.length > targetsMax) {
    throw new Problem('too-large', 'too-many-targets', {
      de: `Mehr als ${targetsMax} Ziele: Sie werden nach Plan geprüft.`,
      en: `More than ${targetsMax} targets: they are checked on schedule.`,
    })
  }
  const evidence = []
  for (const target of targets) {
    const observed = await observe(platform, registry, check.observer, target)
    const ids = await recordEvidence(platform, observed, actor)
    const at = observed.findings.findIndex((finding) => finding.check.id === claim)
    const finding = observed.findings[at]?.finding
    const id = ids[at]
    if (!finding || id === undefined) continue
    const { verdict, code, observed: words } = finding
    evidence.push({
      id,
      check: claim,
      target: target.id,
      verdict,
      code,
      observed: words,
      receivedAt: new Date(observed.to).toISOString(),
    })
  }
  return { evidence }
}
