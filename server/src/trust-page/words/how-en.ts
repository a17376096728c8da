import type { Words } from './words.ts'

/** English words of the page that explains the method. */
export const howEn: Words['how'] = {
  title: 'How it works',
  lead: 'Nobody can type a status on this page. It is computed from evidence that you can check yourself.',
  picture: 'The path of a claim: promise, check, evidence, log, page, and finally you, who verify it.',
  steps: {
    promise: 'Promise',
    promiseText: 'A sentence, true or false',
    check: 'Check',
    checkText: 'We carry it out',
    evidence: 'Evidence',
    evidenceText: 'What we saw, how long it counts',
    log: 'Log',
    logText: 'Append only, never change',
    page: 'Page',
    pageText: 'Computed, never typed',
    you: 'You',
    youText: 'Compute it all again',
  },
  statuses: 'Four statuses, four shapes',
  statusesIntro: 'Every claim has exactly one status. A measure is as good as its worst claim.',
  statusText: {
    holding: 'There is evidence for every target, it confirms the sentence, and it is still valid.',
    failing:
      'At least one piece of evidence contradicts the sentence. This does not expire: only new, confirming evidence changes it.',
    stale: 'The last confirming evidence has run out. Whoever stops checking loses the good status.',
    unknown:
      'There is no conclusive evidence yet, or the claim was withdrawn. Neither ever counts as holding.',
  },
  bases: 'Five bases',
  basesIntro:
    'Not every claim can be carried out. So each one says what it is based on. Only the first basis is called “proven”.',
  bar: 'The 90-day bar',
  barText:
    'Every column is a day: full height holds, half height was stale, a stump has no evidence, and what breaks through the base ' +
    'line was failing. The bare line lies before the claim was published.',
  barExample:
    'Example: at first not yet published, then without evidence, then holding, with one stale day and two failing days',
  log: 'The log',
  logText:
    'Every piece of evidence and every change of a status is appended to a log that can only grow (a Merkle tree after RFC 6962). ' +
    'Its checkpoint is signed. If we changed or removed an old entry, no later checkpoint would match it any more.',
  logPrivacy:
    'An entry reveals nothing by itself: the log holds salted digests. That keeps the chain verifiable even when a record has to be erased.',
  verify: 'How you verify it',
  verifySteps: {
    browser:
      'In the browser: open a claim and choose “Verify in browser”. Your browser computes the proof itself.',
    everything:
      'Everything at once, with the free verifier on your machine. It loads the log, computes the whole page again and reports every difference:',
    own: 'With tools of your own: the log uses the open formats of C2SP, and the data is available as JSON.',
  },
  sources: 'Sources',
  trustJson: 'The whole page as JSON',
  checkpoint: 'Signed checkpoint',
  key: 'Public key of the log',
  limits: 'What this does not prove',
  limitsText:
    'Evidence shows what a check saw at one time on one target. It does not show what nobody checked. ' +
    'That is why coverage, time and method always stand beside it.',
}
