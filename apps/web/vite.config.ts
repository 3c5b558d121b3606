import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { byteBudget } from './build/byte-budget.ts'
import { noSchemas } from './build/no-schemas.ts'
import { operationsPlugin } from './build/operations.ts'
import { precompress } from './build/precompress.ts'

const here = import.meta.dirname
const root = path.resolve(here, '../..')

export default defineConfig({
  root: here,
  plugins: [
    react(),
    noSchemas(),
    operationsPlugin(root),
    byteBudget({
      always: /apps\/web\/messages\/zh\.json$/,
      exempt: /\/workbench\/|\.json$/,
      limitKilobytes: 180,
    }),
    precompress(),
  ],
  build: {
    outDir: path.join(root, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
    // Asked for by the library of SM2 where there is no cryptography of the browser's own, which every browser has.
    rolldownOptions: { external: ['crypto'] },
  },
  server: { port: 5173, proxy: { '/api': process.env['YISHANG_API'] ?? 'http://127.0.0.1:8080' } },
})
