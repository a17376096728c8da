import type { Language } from '../kernel/language.ts'

/** The public addresses. Ids are encoded piece by piece: they come from records and are not trusted to be plain. */
export const paths = {
  home: (language: Language) => `/${language}/`,
  feed: (language: Language) => `/${language}/feed.atom`,
  howItWorks: (language: Language) => (language === 'de' ? '/de/so-funktioniert-es' : '/en/how-it-works'),
  claim: (language: Language, claim: string) =>
    `${language === 'de' ? '/de/aussage' : '/en/claim'}/${pieces(claim)}`,
  evidence: (language: Language, id: string) =>
    `${language === 'de' ? '/de/nachweis' : '/en/evidence'}/${pieces(id)}`,
  evidenceJson: (id: string) => `/evidence/${pieces(id)}.json`,
  evidenceProof: (id: string) => `/evidence/${pieces(id)}.tlog-proof`,
  trustJson: '/trust.json',
  checkpoint: '/log/checkpoint',
  logKey: '/log/key',
} as const

const pieces = (id: string) => id.split('/').map(encodeURIComponent).join('/')
