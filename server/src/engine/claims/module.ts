export { defineModule, type NachweisModule } from '../module.ts'
