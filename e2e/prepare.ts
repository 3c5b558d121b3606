import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { unpackBrowser } from './browser.ts'

const root = path.resolve(import.meta.dirname, '..')

/** What all journeys share, once before the first: the browser unpacked, the web built. */
export async function setup(): Promise<void> {
  await unpackBrowser()
  // `npm test` has just built it and says so.
  if (!process.env['YISHANG_WEB_BUILT']) buildWeb()
}

/** As a release would, byte budget included, so that what is looked at is what is shipped. */
function buildWeb(): void {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = path.join(root, 'apps', 'web', 'vite.config.ts')
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--config', config], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error(`the web does not build:\n${stderr}`)
}
