// Installs the locked dependencies when they are missing or stale. Runs before `npm start` and `npm test`,
// so it uses nothing but Node itself.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const stamp = path.join(root, 'node_modules', '.yishang-lock')
const wanted =
  createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex') + process.version

if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== wanted) {
  const npm = process.env.npm_execpath
  if (!npm) {
    console.error('Start this through npm (npm start, npm test): npm_execpath is not set.')
    process.exit(1)
  }
  const result = spawnSync(process.execPath, [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
  fs.writeFileSync(stamp, wanted)
}
