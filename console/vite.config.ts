import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { keptLocales } from './build/kept-locales.ts'
import { withoutJsonSchema } from './build/without-json-schema.ts'
import { uiStyleFiles, uiStyles } from './build/ui-styles.ts'
import { writtenInputs } from './build/written-inputs.ts'

const here = import.meta.dirname
const packages = join(here, '../packages')
/** Of the build itself: they change the result as the sources do. */
const ownFiles = [
  ...readdirSync(join(here, 'build')).map((file) => join(here, 'build', file)),
  ...['vite.config.ts', 'index.html', 'package.json'].map((file) => join(here, file)),
  join(here, '../package-lock.json'),
  ...uiStyleFiles,
]

/** What so many screens use is one file; what few use comes with them. */
const sharedMin = 20

export default defineConfig({
  root: here,
  base: '/console/',
  appType: 'spa',
  plugins: [keptLocales(), withoutJsonSchema(), uiStyles(), react(), writtenInputs(ownFiles)],
  resolve: {
    alias: [
      { find: /^nachweis-verify$/, replacement: join(packages, 'proof/src/index.ts') },
      { find: /^@nachweis\/ui$/, replacement: join(packages, 'ui/src/index.ts') },
    ],
    dedupe: ['react', 'react-dom', 'zod'],
  },
  build: {
    outDir: join(here, 'dist'),
    emptyOutDir: true,
    target: 'es2024',
    // Nothing as data: address: the page's policy knows files of its own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'parts', minShareCount: sharedMin }] } },
      treeshake: { moduleSideEffects: (id) => !/\/packages\/|\/kernel\//.test(id) },
    },
  },
  // While working on screens: `vite` here, and `npm start` beside it for the interface.
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/trust.json': 'http://127.0.0.1:8080' } },
})
