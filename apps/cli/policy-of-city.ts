import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import type { City } from '#definitions/city/city.ts'
import { dayFromText } from '#definitions/facts/values.ts'
import { withAbout } from '#definitions/city/fault.ts'
import type { CompiledPolicy } from '#engines/policy/compile.ts'
import { type Day, within } from '#kernel/time.ts'
import { loadCity } from '#platform/city-files.ts'
import { type Flag, problem } from './command.ts'
import { policiesOf } from './match.ts'
import { cityDirectory, cityFlag } from './places.ts'

/** The city of the given name or directory, or the default one, of whose files those of facts and policies are sound. */
export async function policyCity(wanted?: string): Promise<City> {
  const directory = wanted === undefined ? composition.defaultCity : cityDirectory(wanted)
  const { city, faults } = await loadCity(directory, composition.kinds)
  const broken = faults.find(({ file }) => /^(facts|policies)\//.test(file))
  if (broken === undefined) return city
  const said = withAbout(broken)
  throw problem(
    'city-broken',
    [
      `城市文件有错：${broken.file}:${broken.line} ${said.zh}`,
      `The city has a fault: ${broken.file}:${broken.line} ${said.en}`,
    ],
    ['请先运行 yishang city check。', 'Run yishang city check first.'],
  )
}

export function dayOf(text: string): Day {
  const day = dayFromText(text)
  if (day !== undefined) return day
  throw problem(
    'option-invalid',
    [`日期 ${text} 不正确`, `${text} is not a date`],
    ['请写成 2025-06-30。', 'Write it as 2025-06-30.'],
  )
}

/** The version of a policy in force on a day; without a day, the newest. */
export const policyVersion = (
  city: City,
  policyId: string,
  on: Day | undefined,
): CompiledPolicy | undefined =>
  policiesOf(city)
    .filter(({ policy }) => policy.id === policyId && (on === undefined || within(policy.inForce, on)))
    .sort((a, b) => b.policy.version - a.policy.version)[0]

/** How a command is told which version of which policy it is about. */
export const versionFlags: readonly Flag[] = [
  {
    flag: '--on <date>',
    zh: '取哪一天有效的版本，不写则取最新的',
    en: 'the version in force on this day; the newest when absent',
  },
  cityFlag,
]
export const VersionAsked = z.object({
  policy: z.string(),
  on: z.string().optional(),
  city: z.string().optional(),
})

/** The city and the version that were asked for; undefined where it has none. */
export async function versionAsked({ policy, on, city: wanted }: z.output<typeof VersionAsked>) {
  const city = await policyCity(wanted)
  return { city, compiled: policyVersion(city, policy, on === undefined ? undefined : dayOf(on)) }
}
