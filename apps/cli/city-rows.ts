import { composition } from '#apps/composition.ts'
import { withAbout } from '#definitions/city/fault.ts'
import type { StoredDefinition } from '#platform/definition-store.ts'
import { cityRows } from '#platform/seed-city.ts'
import { problem } from './command.ts'

/** A city's files as rows of the record. Files with faults are not compared with anything. */
export async function soundCityRows(directory: string): Promise<StoredDefinition[]> {
  const { rows, faults } = await cityRows(directory, composition.kinds)
  if (!faults.length) return rows
  const [first] = faults
  const said = first && withAbout(first)
  throw problem(
    'city-has-faults',
    [
      `城市文件有 ${faults.length} 处错误，例如 ${first?.file}:${first?.line} ${said?.zh}`,
      `The city’s files have ${faults.length} faults, such as ${first?.file}:${first?.line} ${said?.en}`,
    ],
    [`请运行 yishang city check ${directory}`, `Run yishang city check ${directory}.`],
    1,
  )
}
