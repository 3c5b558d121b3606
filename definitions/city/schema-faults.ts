import type { z } from 'zod'
import type { Bilingual } from '#kernel/text.ts'
import type { CityYaml, Path } from './city-yaml.ts'
import { type Fault, type FaultCode, fault, type Place } from './fault.ts'

type Issue = z.core.$ZodIssue

/** Says what a refinement found, with a code and both languages. Used inside `superRefine` of a kind's schema. */
export function complain(
  context: { addIssue(issue: z.core.$ZodRawIssue): void },
  code: string,
  path: Path,
  expected: string,
  message: Bilingual,
  remedy: Bilingual,
): void {
  context.addIssue({
    code: 'custom',
    path: [...path],
    input: undefined,
    message: message.en,
    params: { code, expected, message, remedy },
  })
}

/** The faults behind a schema's issues. `base` leads from the file's root to the definition. */
export function schemaFaults(issues: readonly Issue[], yaml: CityYaml, base: Path): Fault[] {
  return issues.flatMap((issue) => issueFaults(issue, yaml, [...base, ...pathOf(issue)]))
}

const pathOf = (issue: Issue): Path =>
  issue.path.map((step) => (typeof step === 'number' ? step : String(step)))

function issueFaults(issue: Issue, yaml: CityYaml, path: Path): Fault[] {
  const place = yaml.locate(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => fault('unknown-key', yaml.locate(path, key), 'a known key', key))
    case 'invalid_union':
      return unionFaults(issue, yaml, path)
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.flatMap((inner) => issueFaults(inner, yaml, [...path, ...pathOf(inner)]))
    case 'custom':
      return [customFault(issue, yaml, path)]
    case 'invalid_type':
    case 'invalid_value':
      return [
        orAbsent(path, yaml, expectedOf(issue), issue.code === 'invalid_type' ? 'wrong-type' : 'not-allowed'),
      ]
    case 'invalid_format':
      return [orAbsent(path, yaml, formatOf(issue), issue.format === 'date' ? 'bad-date' : 'bad-format')]
    case 'too_small':
      return [orAbsent(path, yaml, `≥ ${issue.minimum}`, tooSmall[issue.origin] ?? 'too-small')]
    case 'too_big':
      return [fault(tooBig[issue.origin] ?? 'too-big', place, `≤ ${issue.maximum}`, last(path))]
    case 'not_multiple_of':
      return [fault('bad-format', place, `a multiple of ${issue.divisor}`, last(path))]
  }
}

const tooSmall: Readonly<Record<string, FaultCode>> = {
  string: 'too-short',
  array: 'too-few',
  set: 'too-few',
  map: 'too-few',
}
const tooBig: Readonly<Record<string, FaultCode>> = {
  string: 'too-long',
  array: 'too-many',
  set: 'too-many',
  map: 'too-many',
}

const last = (path: Path) => String(path.at(-1) ?? '')

function expectedOf(issue: Extract<Issue, { code: 'invalid_type' | 'invalid_value' }>): string {
  return issue.code === 'invalid_type' ? issue.expected : issue.values.map(String).join(' | ')
}

const formatOf = (issue: Extract<Issue, { code: 'invalid_format' }>) =>
  issue.format === 'date'
    ? 'YYYY-MM-DD'
    : issue.message.startsWith('Invalid')
      ? (issue.pattern ?? issue.format)
      : issue.message

/** The fault of what is written at a place, or that nothing is. */
function orAbsent(path: Path, yaml: CityYaml, expected: string, code: FaultCode): Fault {
  const name = last(path)
  const place = yaml.locate(path)
  if (!isAbsent(yaml.value, path)) return fault(code, place, expected, name)
  if (name === 'zh') return fault('missing-chinese', place, 'zh, en', name)
  if (name === 'en') return fault('missing-english', place, 'zh, en', name)
  return fault('missing', place, expected, name)
}

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''

/** Left out, or there with nothing in it. */
function isAbsent(value: unknown, path: Path): boolean {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return true
    current = Object.hasOwn(current, step) ? (current as Record<string | number, unknown>)[step] : undefined
  }
  return current === undefined || (Array.isArray(current) && !current.length) || isBlank(current)
}

/** Of several forms, the one that came closest: fewest unknown keys and deepest objection. */
function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>, yaml: CityYaml, path: Path): Fault[] {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((inner) => inner.path.length))
  const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
  if (closest === undefined || depth(closest) === 0)
    return [fault('no-form-fits', yaml.locate(path), issue.errors.map(formsOf).join(' | '), last(path))]
  return closest.flatMap((inner) => issueFaults(inner, yaml, [...path, ...pathOf(inner)]))
}

const formsOf = (issues: readonly Issue[]) =>
  issues.map((issue) => ('expected' in issue ? issue.expected : issue.message)).join(', ')

function customFault(issue: Extract<Issue, { code: 'custom' }>, yaml: CityYaml, path: Path): Fault {
  const said = issue.params as Omit<Fault, keyof Place> | undefined
  if (said === undefined) return fault('bad-format', yaml.locate(path), issue.message, last(path))
  return { ...said, ...yaml.locate(path) }
}
