import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { engines } from '#engines/registry.ts'
import { type EngineFolder, engineFolder, unequalKeys } from './engines.ts'
import { cycles, directions } from './directions.ts'
import { cityNames, impurities, openWork, shapes } from './shapes.ts'
import { type Finding, readSource, type Source } from './source.ts'

const root = path.resolve(import.meta.dirname, '../..')
const code =
  /^(kernel|definitions|platform|engines|processes|simulators|apps|tools|bench|e2e|cities)\/.*\.tsx?$/

export function projectSources(): Source[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\n')
    .filter((file) => code.test(file) && !file.endsWith('.d.ts') && fs.existsSync(path.join(root, file)))
    .map((file) => readSource(file, fs.readFileSync(path.join(root, file), 'utf8')))
}

async function folders(): Promise<EngineFolder[]> {
  return Promise.all(
    engines.map(async (engine) => {
      const place = path.join(root, 'engines', engine.name)
      const readme = path.join(place, 'README.md')
      const fixtures = path.join(place, 'fixtures.ts')
      const module = fs.existsSync(fixtures) ? ((await import(fixtures)) as Record<string, unknown>) : {}
      return {
        name: engine.name,
        contract: engine.contract,
        messages: engine.messages,
        fixtures: module[`${engine.name}Fixtures`] as EngineFolder['fixtures'],
        readme: fs.existsSync(readme) ? fs.readFileSync(readme, 'utf8') : undefined,
      }
    }),
  )
}

/** Names that only a city's own data may say: the ids of the cities, and their Chinese names. */
function namesOfCities(): string[] {
  return fs
    .readdirSync(path.join(root, 'cities'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'template')
    .flatMap((entry) => {
      const profile = fs.readFileSync(path.join(root, 'cities', entry.name, 'city.yaml'), 'utf8')
      const zh = /zh:\s*([^,\n}]+)/.exec(profile)?.[1]?.trim().replace(/市$/, '')
      return [entry.name, ...(zh ? [zh] : [])]
    })
}

function platformMessages(): Finding[] {
  const of = (language: string) =>
    JSON.parse(fs.readFileSync(path.join(root, 'platform/messages', `${language}.json`), 'utf8')) as unknown
  return unequalKeys('platform/messages', { zh: of('zh'), en: of('en') })
}

export async function tidy(): Promise<{ findings: Finding[]; sources: readonly Source[] }> {
  const sources = projectSources()
  const findings = [
    ...directions(sources),
    ...cycles(sources),
    ...shapes(sources),
    ...impurities(sources),
    ...cityNames(sources, namesOfCities()),
    ...openWork(sources),
    ...(await folders()).flatMap(engineFolder),
    ...platformMessages(),
  ]
  return { findings, sources }
}

/** Sizes, for the eye: never failed. */
export function sizes(sources: readonly Source[]): string {
  const folders = new Map<string, { files: number; lines: number; longest: number; file: string }>()
  for (const source of sources) {
    const folder = source.path.startsWith('engines/')
      ? source.path.split('/').slice(0, 2).join('/')
      : (source.path.split('/')[0] ?? '')
    const lines = source.text.split('\n').length
    const row = folders.get(folder) ?? { files: 0, lines: 0, longest: 0, file: '' }
    folders.set(folder, {
      files: row.files + 1,
      lines: row.lines + lines,
      longest: Math.max(row.longest, lines),
      file: lines > row.longest ? source.path : row.file,
    })
  }
  const rows = [...folders].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    'folder                files   lines  longest file',
    ...rows.map(
      ([folder, row]) =>
        `${folder.padEnd(22)}${String(row.files).padStart(5)}${String(row.lines).padStart(8)}  ${row.longest} ${row.file}`,
    ),
  ].join('\n')
}
