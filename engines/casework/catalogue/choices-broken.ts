import { choiceLabels } from '#definitions/city/choice-checks.ts'
import { choiceListKind } from '#definitions/city/kinds.ts'
import type { ChoiceList, Field } from '#definitions/city/schemas.ts'
import { complain } from '#definitions/complaint.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { itemKind } from '../definition.ts'
import { toldOf } from '../themes-broken.ts'
import { variantComplaints } from './variant-checks.ts'
import { namesOf, rulesBroken, sayersEver, type Users } from './word-broken.ts'
import { fieldsOf, usersEver } from './word-uses.ts'

type Choice = ChoiceList['choices'][number]

/** A list as it was and as it would be, with the fields that offer it and the items and themes that ask those in any version. */
interface Change {
  readonly before: ChoiceList
  readonly now: ChoiceList
  readonly fields: readonly Field[]
  readonly users: Users
  readonly all: Definitions
}

/** What a new version of a list of choices would break in the fields that offer it, the rules that say a choice, and the answers given already. */
export function choiceListBroken(now: ChoiceList, all: Definitions): Complaint[] {
  const before = all.find(choiceListKind, now.id, (now.version ?? 1) - 1)
  const fields = fieldsOf(all, now.id)
  if (!before || fields.length === 0) return []
  const users = usersEver(all, 'choice-list', now.id)
  const change: Change = { before, now, fields, users, all }
  const changed = [
    ...choicesGone(change),
    ...initialGone(change),
    ...namesMoved(change),
    ...attributesGone(change),
  ]
  if (changed.length > 0) return changed
  const lost = conclusionsLost(change)
  return lost.length > 0 ? lost : [...rulesBroken(users, all), ...formatsBroken(change)]
}

const ofValue = ({ choices }: ChoiceList, value: string): Choice | undefined =>
  choices.find((one) => one.value === value)

/** Running cases hold the codes of choices as their answers. */
function choicesGone({ before, now, users }: Change): Complaint[] {
  if (users.length === 0) return []
  return before.choices
    .filter(({ value }) => !ofValue(now, value))
    .map((gone) =>
      complain(
        'choice-in-use',
        ['choices'],
        gone.value,
        [
          `${namesOf(users).zh}在用，可能有人选了“${gone.zh}”（“${gone.value}”），不能删去，也不能换代号`,
          `Used by ${namesOf(users).en}: somebody may have chosen ${gone.en} (${gone.value}), which cannot go or take another code`,
        ],
        [
          '保留这个选项和代号；不再提供的，另建一份清单和字段，再请事项换用。',
          'Keep the choice and its code; where it is offered no more, write another list and field and let the items take those.',
        ],
      ),
    )
}

function initialGone({ before, now, fields }: Change): Complaint[] {
  return fields.flatMap(({ title, initial }) => {
    const gone = typeof initial === 'string' && !ofValue(now, initial) && ofValue(before, initial)
    if (!gone) return []
    return [
      complain(
        'choice-initial',
        ['choices'],
        gone.value,
        [
          `“${title.zh}”没有改动时的答案是“${gone.zh}”（“${gone.value}”）`,
          `${title.en} is answered ${gone.en} (${gone.value}) when left alone`,
        ],
        ['保留这个选项，或先改那个字段。', 'Keep the choice, or change that field first.'],
      ),
    ]
  })
}

const quoted = /["“＂]([^"“”＂]*)["”＂]/g
const isQuoted = (text: string, label: string) =>
  [...text.matchAll(quoted)].some(([, said]) => said === label)
/** The choice that a rule means, which may call it by its code or by either name. */
const called = ({ choices }: ChoiceList, label: string) =>
  choices.find((choice) => choiceLabels.some((one) => choice[one] === label))?.value

/** A name that some rule says, of any version, and that would mean no choice or another one. */
function namesMoved({ before, now, fields, all }: Change): Complaint[] {
  const asked = new Set(fields.map(({ title }) => title.zh))
  return before.choices.flatMap((choice) =>
    [...new Set(choiceLabels.map((label) => choice[label]))]
      .filter((label) => called(now, label) !== choice.value)
      .flatMap((label) => {
        const sayers = sayersEver(all, (text) => isQuoted(text, label))
        const naming = sayersEver(all, (text) => [...asked].some((title) => text.includes(title)))
        const users = sayers.filter(({ id }) => naming.some((one) => one.id === id))
        if (users.length === 0) return []
        const at = now.choices.findIndex(({ value }) => value === choice.value)
        const spoken = choiceLabels.find((one) => choice[one] === label) ?? 'zh'
        return [
          complain(
            'name-in-rules',
            at < 0 ? ['choices'] : ['choices', at, spoken],
            label,
            [`规则里用到“${label}”：${namesOf(users).zh}`, `Rules use “${label}”: ${namesOf(users).en}`],
            [
              '保留这个名称；要向申请人说明的，写进提示。',
              'Keep the name; what applicants should know is said in the hint.',
            ],
          ),
        ]
      }),
  )
}

interface Reader {
  readonly attribute: string
  readonly title: Bilingual
}

/** Whatever reads an attribute of a choice: conclusions of fields, facts that a decision establishes, names of companies. */
function readersOf({ fields, all }: Change): readonly Reader[] {
  const ids = new Set(fields.map(({ id }) => id))
  const items = all
    .versions(itemKind)
    .flatMap(({ title, establishes = [], nameRules }) => [
      ...establishes.flatMap(({ field, attribute }) =>
        attribute !== undefined && ids.has(field) ? [{ attribute, title }] : [],
      ),
      ...(nameRules && ids.has(nameRules.tradeField) ? [{ attribute: nameRules.tradeAttribute, title }] : []),
    ])
  const derived = fields.flatMap(({ derives = [] }) =>
    derives.map(({ attribute, title }) => ({ attribute, title })),
  )
  // An item of several versions is told once.
  const read = [...derived, ...items].map((one) => [`${one.attribute} ${one.title.zh}`, one] as const)
  return [...new Map(read).values()]
}

/** An attribute that something reads and that a choice has no longer, or as a value of another type, which no rule would find equal. */
function attributesGone(change: Change): Complaint[] {
  const readers = readersOf(change)
  return change.now.choices.flatMap((choice, i) => {
    const had = ofValue(change.before, choice.value)?.attributes ?? {}
    const gone = Object.keys(had).filter((name) => typeof choice.attributes?.[name] !== typeof had[name])
    return gone.flatMap((name) => {
      const users = readers.filter(({ attribute }) => attribute === name)
      if (users.length === 0) return []
      const read = namesOf(users)
      return [
        complain(
          'attribute-read',
          ['choices', i, 'attributes'],
          `${name} = ${String(had[name])}`,
          [
            `${read.zh}要看“${choice.zh}”的属性“${name}”，不能去掉，也不能改成另一种值`,
            `${read.en} reads the attribute “${name}” of ${choice.en}: it cannot go or become a value of another kind`,
          ],
          ['保留这个属性；值可以改。', 'Keep the attribute; its value may change.'],
        ),
      ]
    })
  })
}

/** What follows from a choice, where none is left from which it would follow. */
function conclusionsLost({ before, now, fields }: Change): Complaint[] {
  const leads = ({ choices }: ChoiceList, attribute: string, is: unknown) =>
    choices.some(({ attributes }) => attributes?.[attribute] === is)
  return fields.flatMap(({ derives = [] }) =>
    derives
      .filter(({ attribute, is }) => leads(before, attribute, is) && !leads(now, attribute, is))
      .map(({ title, attribute, is }) =>
        complain(
          'conclusion-lost',
          ['choices'],
          `${attribute} = ${String(is)}`,
          [
            `没有选项再得出“${title.zh}”（“${attribute}”=“${String(is)}”）`,
            `No choice leads to ${title.en} any more (${attribute} = ${String(is)})`,
          ],
          ['至少一个选项要有这个属性值。', 'At least one choice must have this attribute with this value.'],
        ),
      ),
  )
}

/** Business formats that no answers would reach any more, or two of them at once. */
function formatsBroken({ users, all }: Change): Complaint[] {
  const ids = new Set(users.map(({ id }) => id))
  return all
    .list(itemKind)
    .filter(({ id }) => ids.has(id))
    .flatMap((item) =>
      variantComplaints(item, all)
        .filter(({ weight }) => weight !== 'warning')
        .map((complaint) => toldOf(item, complaint, ['choices'])),
    )
}
