import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import type { City } from '#definitions/city/city.ts'
import { type Fault, withAbout } from '#definitions/city/fault.ts'
import { type ExampleCoverage, exampleCoverage, type Share } from '#engines/policy/example-coverage.ts'
import { examplesKind } from '#engines/policy/examples.ts'
import { loadCity } from '#platform/city-files.ts'
import { defineCommand } from '../command.ts'
import { cityDirectory } from '../places.ts'
import { plural } from '../plural.ts'

export const cityCheck = defineCommand({
  path: ['city', 'check'],
  positional: ['<city>'],
  summary: {
    zh: '检查城市文件，列出数量、示例覆盖、错误和提醒',
    en: 'Check a city’s files: counts, coverage by examples, faults and warnings',
  },
  input: z.object({ city: z.string() }),
  run: async (session, { city }) => {
    const directory = cityDirectory(city)
    const { city: loaded, faults: found, warnings } = await loadCity(directory, composition.kinds)
    const coverage = exampleCoverage(loaded)
    const faults = [...found, ...coverage.flatMap((one) => unseenIn(loaded, one))]
    const named = loaded.counts()
    const counts = Object.fromEntries(
      composition.kinds
        .map(({ name }) => [plural(name), named[name] ?? 0] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    for (const [name, count] of Object.entries(counts)) session.line(`${String(count).padStart(6)}  ${name}`)
    const policies = coverage.map(({ policy, version, conditions, sides }) => ({
      policy,
      version,
      conditions,
      sides,
    }))
    for (const { policy, version, conditions, sides } of policies)
      session.tell(
        `${policy} v${version}：条件 ${share(conditions)}，界限各面 ${share(sides)}`,
        `${policy} v${version}: conditions ${share(conditions)}, sides of limits ${share(sides)}`,
      )
    for (const { file, line, code, expected, remedy, ...said } of [...faults, ...warnings])
      session.line(
        `${file}:${line} ${code}: ${withAbout(said)[session.language]} (${expected}) ${remedy[session.language]}`,
      )
    if (warnings.length) session.tell(`${warnings.length} 处提醒。`, `${warnings.length} warnings.`)
    if (faults.length) session.tell(`发现 ${faults.length} 处错误。`, `${faults.length} faults were found.`)
    else session.tell('没有错误。', 'No faults.')
    return {
      exit: faults.length ? 1 : 0,
      value: {
        city: loaded.entries.find(({ kind }) => kind === 'city')?.id,
        ok: faults.length === 0,
        counts,
        coverage: policies,
        errors: faults,
        warnings,
      },
    }
  },
})

const share = ({ covered, of }: Share) => `${covered}/${of}`

/** Limits that no example looks at, as faults of the examples' file. */
function unseenIn(city: City, { policy, version, lacks }: ExampleCoverage): Fault[] {
  const entry = city.entry(examplesKind.name, policy, version)
  const place = { file: entry?.file ?? '', line: entry?.line ?? 1, column: 1 }
  return lacks.map(({ code, expected, message, remedy }) => ({
    ...place,
    path: '/examples',
    code,
    expected,
    message,
    remedy,
  }))
}
