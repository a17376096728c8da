import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { text } from './claim-shape.ts'

const slug = z.string().regex(/^[a-z0-9-]{1,64}$/)
const params = z.strictObject({ measure: slug, claim: slug })
const value = z.union([z.number(), z.string().max(500), z.array(z.string().max(200)).max(100).readonly()])
const values = z.record(z.string().max(64), value)
const body = z.strictObject({ parameters: values.describe('all parameters of the claim') })
const path = '/api/v1/claims/{measure}/{claim}/parameters'

export const showParameters = defineRoute({
  name: 'show-parameters',
  method: 'get',
  path,
  summary: 'The parameters of a claim, what they are by default, and whether they can be changed here',
  permission: 'claims:read-parameters',
  params,
  output: z.object({
    parameters: values,
    defaults: values,
    writable: z.boolean().describe('false: nachweis.yaml cannot be written by the server'),
  }),
})

export const previewParameters = defineRoute({
  name: 'preview-parameters',
  method: 'post',
  path: `${path}/preview`,
  summary: 'How the sentence would read with other parameters, and whether older evidence would still count',
  permission: 'claims:set-parameters',
  params,
  body,
  output: z.object({
    text,
    changes: z.boolean().describe('true: the claim gets a new version, and older evidence counts no longer'),
  }),
})

export const setParameters = defineRoute({
  name: 'set-parameters',
  method: 'put',
  path,
  summary: 'Change what a claim promises: written into nachweis.yaml, in sentence and check alike',
  permission: 'claims:set-parameters',
  params,
  body,
  output: z.object({ text }),
})
