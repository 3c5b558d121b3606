import { complain } from '#definitions/complaint.ts'
import type { Clause } from '#definitions/rules/clause-form.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { titleIn } from './form/vocabulary.ts'
import { answerFact, derivedFact, wordsOf } from '../filing/conditions.ts'
import { type FormatFinding, triedFormats } from './format-ways.ts'
import type { Item } from './item.ts'
import { ofFormat } from './item-as.ts'
import { itemComplaints } from './item-checks.ts'
import type { CasePlan } from '../filing/plan.ts'
import { planAlone } from '../filing/plan-alone.ts'
import type { Variant } from './item-variants.ts'

/**
 * Business formats change only what the item has, every one of them is reached by some answers, no two fit at once unless the item orders
 * them, and each keeps what law says of the item.
 */
export function variantComplaints(item: Item, all: Definitions): Complaint[] {
  const variants = item.variants ?? []
  const own = variants.flatMap((variant, i) => [
    ...(variants.findIndex(({ id }) => id === variant.id) < i
      ? [say('variant-twice', ['variants', i, 'id'], variant.id)]
      : []),
    ...partComplaints(item, variant, i, all),
  ])
  if (own.length > 0 || variants.length === 0) return own
  const plan = planAlone(item, all)
  if (!plan) return []
  const misread = variants.flatMap((variant, i) => conditionFaults(plan, variant, i))
  return misread.length > 0 ? misread : triedFormats(plan, item).map((finding) => found(finding, item))
}

/** What a format leaves out is there, what it adds is new, a step is left, and law is kept. */
function partComplaints(item: Item, variant: Variant, i: number, all: Definitions): Complaint[] {
  const { fields, materials, steps } = variant
  const at = (...rest: (string | number)[]) => ['variants', i, ...rest]
  const has = {
    fields: new Set(item.fields.map(({ field }) => field)),
    materials: new Set(item.materials.map(({ material }) => material)),
    steps: new Set(item.stages.map(({ id }) => id)),
  }
  const sources = { fields: 'fields', materials: 'materials', steps: 'ownSteps' } as const
  const called = (of: keyof typeof has, id: string) => titleIn(all, sources[of], id, item)
  const kept = (of: keyof typeof has, gone: readonly string[] = []) =>
    new Set([...has[of]].filter((id) => !gone.includes(id)))
  const unknown = (of: keyof typeof has, gone: readonly string[] = []) =>
    gone.flatMap((id, j) =>
      has[of].has(id) ? [] : [say('variant-drops-unknown', at(of, 'drop', j), called(of, id))],
    )
  const twice = (of: keyof typeof has, gone: readonly string[] | undefined, more: readonly string[] = []) =>
    more.flatMap((id, j) =>
      kept(of, gone).has(id) || more.indexOf(id) < j
        ? [say('variant-adds-known', at(of, 'add', j), called(of, id))]
        : [],
    )
  const added = (steps?.add ?? []).map(({ step }) => step.id)
  const places = (steps?.add ?? []).flatMap(({ before }, j) =>
    before === undefined || kept('steps', steps?.drop).has(before)
      ? []
      : [say('variant-step-nowhere', at('steps', 'add', j, 'before'), called('steps', before))],
  )
  const faults = [
    ...unknown('fields', fields?.drop),
    ...unknown('materials', materials?.drop),
    ...unknown('steps', steps?.drop),
    ...twice(
      'fields',
      fields?.drop,
      fields?.add?.map(({ field }) => field),
    ),
    ...twice(
      'materials',
      materials?.drop,
      materials?.add?.map(({ material }) => material),
    ),
    ...twice('steps', steps?.drop, added),
    ...places,
  ]
  if (faults.length > 0) return faults
  const whole = ofFormat(item, variant)
  if (whole.stages.length === 0) return [say('variant-without-steps', at('steps'), variant.title)]
  // The item's own faults are told of the item; here those that the format brings in.
  const before = new Set(itemComplaints(item).map(({ code }) => code))
  return itemComplaints(whole)
    .filter(({ code }) => !before.has(code))
    .map((complaint) => ({ ...complaint, path: at(complaint.path[0] === 'limits' ? 'promised' : 'steps') }))
}

/** A condition that the rule language understands, over fields that the item asks of every format. */
function conditionFaults(plan: CasePlan, variant: Variant, i: number): Complaint[] {
  const { dictionary } = wordsOf(plan)
  const made = compileClause(variant.when as Clause, dictionary)
  if ('faults' in made)
    return made.faults.map((fault) => ({
      ...fault,
      path: ['variants', i, 'when'],
      code: 'rule-not-understood',
    }))
  const hangs = [...plan.varied].filter((id) => {
    const field = plan.fields.get(id)
    const read = [answerFact(id), ...(field?.derives ?? []).map((one) => derivedFact(one.id))]
    return read.some((fact) => made.facts.has(fact))
  })
  return hangs.map((id) =>
    say('variant-hangs-on-itself', ['variants', i, 'when'], plan.fields.get(id)?.title ?? id),
  )
}

function found(finding: FormatFinding, item: Item): Complaint {
  const title = (i: number) => item.variants?.[i]?.title ?? bilingual('', '')
  switch (finding.kind) {
    case 'unreachable':
      return say('variant-unreachable', ['variants', finding.variant, 'when'], title(finding.variant))
    case 'overlap':
      return say(
        'variants-overlap',
        ['variants', finding.variant, 'when'],
        bilingual(
          `${title(finding.variant).zh}、${title(finding.other).zh}`,
          `${title(finding.variant).en}, ${title(finding.other).en}`,
        ),
      )
    case 'too-many':
      return { ...say('variants-not-tried', ['variants'], String(finding.ways)), weight: 'warning' }
  }
}

const sayings = {
  'variant-twice': [
    ['业态的编号用了两次', 'Two business formats have the same id'],
    ['换一个编号。', 'Choose another id.'],
  ],
  'variant-drops-unknown': [
    ['业态去掉了事项里没有的内容', 'A business format leaves out what the item does not have'],
    ['从不用填写、不用提交或不办的（drop）里去掉。', 'Take it from what is left out (drop).'],
  ],
  'variant-adds-known': [
    ['业态增加了事项里已有的内容', 'A business format adds what the item has already'],
    [
      '从另外增加的（add）里去掉；要改写的，同时写进不用的（drop）。',
      'Take it from what is added (add); to rewrite it, leave the item’s own out as well (drop).',
    ],
  ],
  'variant-step-nowhere': [
    ['增加的环节要排在一个没有的环节之前', 'A step is put before one that is not there'],
    ['写明事项里有的环节，或不写。', 'Name a step that the item has, or none.'],
  ],
  'variant-without-steps': [
    ['这种业态没有任何办理环节', 'For this business format no step is left'],
    ['至少保留一个环节。', 'Keep at least one step.'],
  ],
  'variant-hangs-on-itself': [
    ['业态由只有某种业态才问的字段判断', 'A business format is told by a field that only some formats ask'],
    ['用每种业态都问的字段判断。', 'Tell it by a field that is asked of every format.'],
  ],
  'variant-unreachable': [
    ['没有任何填报会归到这种业态', 'No answers lead to this business format'],
    ['修改条件，或调整先后顺序。', 'Change the condition, or the order.'],
  ],
  'variants-overlap': [
    ['同一份填报会同时符合两种业态', 'The same answers fit two business formats'],
    [
      '让条件互相排除，或勾选“按先后取第一个符合的业态”（variantsInOrder: true）。',
      'Make the conditions exclude each other, or let the first that fits count (variantsInOrder: true).',
    ],
  ],
  'variants-not-tried': [
    ['条件组合太多，没有逐一验证业态', 'There are too many combinations to try every business format'],
    ['让业态由较少的字段判断。', 'Tell the formats by fewer fields.'],
  ],
} as const satisfies Record<
  string,
  readonly [message: readonly [string, string], remedy: readonly [string, string]]
>

function say(code: keyof typeof sayings, path: Complaint['path'], about: string | Bilingual): Complaint {
  const [message, remedy] = sayings[code]
  const { zh, en } = typeof about === 'string' ? bilingual(about, about) : about
  return complain(code, path, zh, [`${message[0]}：${zh}`, `${message[1]}: ${en}`], remedy)
}
