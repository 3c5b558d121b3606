import fs from 'node:fs'
import { type CityOptions, enterpriseAt, type SynthEnterprise } from './enterprise.ts'

/** One line: what `yishang match` reads as a fact sheet, and what the fact import reads as a row. */
export function lineOf({ name, facts }: SynthEnterprise): string {
  const shown: Record<string, unknown> = {}
  for (const { id, year, shown: value } of facts) {
    if (year === undefined) shown[id] = value
    else shown[id] = { ...(shown[id] as object | undefined), [year]: value }
  }
  return JSON.stringify({ name, facts: shown })
}

const linesAtOnce = 500

/** Writes a city to a file, some hundred lines at a time: memory does not grow with the city. */
export async function writeCity(
  file: string,
  enterprises: number,
  options: CityOptions,
): Promise<{ bytes: number }> {
  const handle = await fs.promises.open(file, 'w')
  let bytes = 0
  try {
    for (let from = 0; from < enterprises; from += linesAtOnce) {
      const count = Math.min(linesAtOnce, enterprises - from)
      const lines = Array.from({ length: count }, (_, i) => lineOf(enterpriseAt(options, from + i)))
      bytes += (await handle.write(`${lines.join('\n')}\n`)).bytesWritten
    }
  } finally {
    await handle.close()
  }
  return { bytes }
}
