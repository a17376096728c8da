import { ambientTime } from './ambient-time.ts'
import { commentLength } from './comment-length.ts'
import { environmentInOneFile } from './environment-in-one-file.ts'
import { fileNames } from './file-names.ts'
import { moduleMocks } from './module-mocks.ts'

export default {
  meta: { name: 'nachweis' },
  rules: {
    'ambient-time': ambientTime,
    'comment-length': commentLength,
    'environment-in-one-file': environmentInOneFile,
    'file-names': fileNames,
    'module-mocks': moduleMocks,
  },
}
