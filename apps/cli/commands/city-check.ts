import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import { loadCity } from '#platform/city-files.ts'
import { defineCommand } from '../command.ts'
import { cityDirectory } from '../places.ts'
import { plural } from '../plural.ts'

export const cityCheck = defineCommand({
  path: ['city', 'check'],
  positional: ['<city>'],
  summary: {
    zh: '检查城市文件，列出数量、错误和提醒',
    en: 'Check a city’s files: counts, faults and warnings',
  },
  input: z.object({ city: z.string() }),
  run: async (session, { city }) => {
    const directory = cityDirectory(city)
    const { city: loaded, faults, warnings } = await loadCity(directory, composition.kinds)
    const found = loaded.counts()
    const counts = Object.fromEntries(
      composition.kinds
        .map(({ name }) => [plural(name), found[name] ?? 0] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    for (const [name, count] of Object.entries(counts)) session.line(`${String(count).padStart(6)}  ${name}`)
    for (const { file, line, code, expected, message, remedy } of [...faults, ...warnings])
      session.line(
        `${file}:${line} ${code}: ${message[session.language]} (${expected}) ${remedy[session.language]}`,
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
        errors: faults,
        warnings,
      },
    }
  },
})
