// Training at hiring and again at intervals, news, phishing exercises, courses for special roles.
// Invariant: due dates run per person, results are published as n of n only. Phishing exercises keep no
// personal profiles; what counts is the share that reported the mail.
// Absent: any score or ranking of employees.
import { defineModule } from '../../../engine/claims/index.ts'
import { measure } from './claims.ts'

export const awareness = defineModule({
  name: 'awareness',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})
