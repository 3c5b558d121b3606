import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Builds the web when its sources are not those of the last build. Runs before `npm start`. */
const root = path.resolve(import.meta.dirname, '..')
const stamp = path.join(root, 'dist', 'web.sources')

function* files(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* files(place)
    else if (/\.(tsx?|css|html|json|svg)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield place
  }
}

export function sourcesHash(): string {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json')))
  for (const folder of ['kernel', 'definitions', 'engines', 'platform', 'apps/web'])
    for (const file of [...files(path.join(root, folder))].sort())
      hash.update(path.relative(root, file)).update(fs.readFileSync(file))
  return hash.digest('hex')
}

const wanted = sourcesHash()
if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== wanted) {
  console.log('正在构建网页 / building the web …')
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(
    process.execPath,
    [vite, 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
  if (built.status !== 0) process.exit(built.status ?? 1)
  fs.writeFileSync(stamp, wanted)
}
