import { checkParts } from '#definitions/city/check-parts.ts'
import { type Fault, withAbout } from '#definitions/city/fault.ts'
import type { Laid } from '#definitions/city/overlay.ts'
import type { Complaint, DefinitionKind, Definitions, PlainLine } from '#kernel/definition.ts'
import type { Period } from '#kernel/time.ts'
import { changesBetween } from './changes.ts'
import type { Judgement } from './contract.ts'
import type { Draft, DraftPart } from './model.ts'
import { newestOf, type Writable } from './parts.ts'

export interface Judged extends Judgement {
  /** what would be published: parsed, with everything left out filled in */
  readonly laid: readonly Laid[]
}

type Office = Pick<Draft, 'department' | 'district'>
type JudgedFault = Judgement['faults'][number]

/** The page names the place by its path: a key of the file would say nothing to whoever writes there. */
const shown = ({ file, path, code, expected, remedy, ...said }: Fault): JudgedFault => ({
  part: file,
  path,
  code,
  expected,
  message: path.endsWith(`/${said.about}`) ? said.message : withAbout(said),
  remedy,
})

/** What parts say and what is wrong with them, as if they were published into the city. */
export function judge(
  kind: Writable,
  kinds: readonly DefinitionKind[],
  draft: Office & Pick<Draft, 'definitionId' | 'basedOn'>,
  parts: readonly DraftPart[],
  city: Definitions,
): Judged {
  const { faults, warnings, laid, all } = checkParts(parts, kinds, city)
  const value = laid.find((one) => one.kind === kind.name)?.value
  const before = draft.basedOn === undefined ? undefined : city.find(kind, draft.definitionId, draft.basedOn)
  // Companions are the proof: what is wrong with them does not make the definition unreadable, it makes it unproven.
  const own = faults.filter(({ file }) => file === kind.name)
  const found = [
    ...own.map(shown),
    ...(value === undefined ? [] : strangeOffice(kind, draft, value)),
    ...(value === undefined ? [] : gapBefore(kind, draft.definitionId, value, city)),
  ]
  const whole = value !== undefined && found.length === 0
  const lines = whole ? [...kind.publishing.plain(value, all)] : []
  return {
    sound: whole,
    faults: found,
    lacks: [
      // What leans on a definition that cannot be read yet is not wrong for that.
      ...(value === undefined ? [] : faults.filter((one) => !own.includes(one)).map(shown)),
      ...told(kind, whole ? kind.publishing.lacks?.(value, all) : []),
    ],
    warnings: [...warnings.map(shown), ...told(kind, whole ? kind.publishing.warns?.(value, all) : [])],
    lines,
    changes: whole ? changesBetween(linesOf(kind, before, city), lines) : [],
    against: whole ? againstIts(kind, value, all, lines) : undefined,
    laid,
  }
}

const told = (kind: Writable, complaints: readonly Complaint[] = []): JudgedFault[] =>
  complaints.map(({ path, weight: _, ...said }) => ({
    part: kind.name,
    path: path.map((step) => `/${step}`).join(''),
    ...said,
  }))

/** How it departs from the definition it is a version of. */
function againstIts(kind: Writable, value: unknown, all: Definitions, lines: readonly PlainLine[]) {
  const whole = kind.publishing.versionOf?.(value, all)
  return whole && { title: whole.title, changes: changesBetween(whole.lines, lines) }
}

export const linesOf = (kind: Writable, value: unknown, all: Definitions): PlainLine[] =>
  value === undefined ? [] : [...kind.publishing.plain(value, all)]

/** A definition is its office's own: a district cannot write the city's, nor one department another's. */
function strangeOffice(kind: Writable, draft: Office, value: unknown): JudgedFault[] {
  const { department, district } = kind.publishing.office(value)
  const strange =
    (department !== undefined && department !== draft.department) ||
    (district ?? '') !== (draft.district ?? '')
  if (!strange) return []
  return [
    {
      part: kind.name,
      path: department === draft.department ? '/district' : '/department',
      code: 'office-differs',
      expected: [draft.department, draft.district].filter(Boolean).join(' '),
      message: {
        zh: '定义写的部门或区与草稿的不同',
        en: 'The definition names another office than its draft',
      },
      remedy: { zh: '请改回草稿所属的部门和区。', en: 'Name the office that the draft belongs to.' },
    },
  ]
}

/** A day on which no version holds must be explained, for somebody will ask about that day. */
function gapBefore(kind: Writable, id: string, value: unknown, city: Definitions): JudgedFault[] {
  const { inForce } = value as { inForce?: Period & { gapBefore?: unknown } }
  const newest = newestOf(kind, id, city)
  const until = (newest?.value as { inForce?: Period } | undefined)?.inForce?.until
  if (!inForce || until === undefined || until >= inForce.from || inForce.gapBefore !== undefined) return []
  return [
    {
      part: kind.name,
      path: '/inForce/from',
      code: 'validity-gap',
      expected: until,
      message: {
        zh: `上一版到 ${until} 为止，新版 ${inForce.from} 才开始`,
        en: `The last version ends on ${until}, the new one begins on ${inForce.from} only`,
      },
      remedy: {
        zh: '请把开始日期改到上一版结束的那天，或说明为什么有空档。',
        en: 'Begin on the day on which the last version ends, or give the reason for the gap.',
      },
    },
  ]
}
