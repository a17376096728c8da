import { primitivesCss, tokensCss } from '@nachweis/ui'
import { mediaStyle } from './media.ts'
import { pageStyle } from './page.ts'
import { sheetStyle } from './sheet.ts'
import { trustStyle } from './trust.ts'

/** The one style sheet of all public pages; serve it under a name that carries its hash. */
export const pageCss = tokensCss + primitivesCss + pageStyle + trustStyle + sheetStyle + mediaStyle
