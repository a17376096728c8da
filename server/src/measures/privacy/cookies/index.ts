// What our public pages leave in a visitor's browser, seen by visiting them as one: with a real Chromium where there is
// one, else over plain HTTP, which the evidence then says.
// Invariants: a page that could not be visited is unknown; what was blocked was not loaded.
// Deliberately absent: consent banners, for there is nothing to consent to.
import { defineModule } from '../../../engine/claims/index.ts'
import { cookiesMeasure } from './claims.ts'

export const cookies = defineModule({
  name: 'cookies',
  dependsOn: ['claims'],
  migrations: null,
  measures: [cookiesMeasure],
})
