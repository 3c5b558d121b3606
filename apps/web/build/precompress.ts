import fs from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const worthIt = /\.(js|mjs|css|html|svg|json)$/
const smallest = 1024

/** Writes .br and .gz beside every text file, once, so that serving costs nothing. */
export function precompress(): Plugin {
  let directory = ''
  return {
    name: 'yishang-precompress',
    apply: 'build',
    configResolved: (config) => {
      directory = path.resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      sequential: true,
      handler() {
        for (const entry of fs.readdirSync(directory, { recursive: true, withFileTypes: true })) {
          const file = path.join(entry.parentPath, entry.name)
          if (!entry.isFile() || !worthIt.test(entry.name)) continue
          const bytes = fs.readFileSync(file)
          if (bytes.length < smallest) continue
          fs.writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
          const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
          fs.writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
        }
      },
    },
  }
}
