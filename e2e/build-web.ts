import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

/**
 * Builds the web as a release would, byte budget included, so that what is looked at is what is shipped. `npm test` has
 * just done so and says it with `YISHANG_WEB_BUILT`.
 */
export function setup(): void {
  if (process.env['YISHANG_WEB_BUILT']) return
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = path.join(root, 'apps', 'web', 'vite.config.ts')
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--config', config], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error(`the web does not build:\n${stderr}`)
}
