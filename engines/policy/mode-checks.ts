import { complain } from '#definitions/complaint.ts'
import type { Fact } from '#definitions/facts/fact.ts'
import { readValue } from '#definitions/facts/values.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { Complaint, Definitions } from '#kernel/definition.ts'
import type { Policy } from './policy.ts'
import { benefitThemes } from './themes.ts'

/**
 * What a policy must say for the way in which it is come by: days of publicity, what is claimed and promised, the theme of an
 * application. `read` are the facts its rule reads, where the rule compiles.
 */
export const modeFaults = (
  policy: Policy,
  all: Definitions,
  dictionary: Dictionary,
  read: ReadonlySet<string> | undefined,
): Complaint[] => [
  ...publicityFaults(policy),
  ...claimFaults(policy),
  ...themeFaults(policy, all),
  ...promiseFaults(policy, dictionary, read),
  ...highestFaults(policy),
]

/** Money that a run pays goes through publicity, and its length is the city's to state; an application may be paid elsewhere. */
function publicityFaults({ mode, gives, publicity }: Policy): Complaint[] {
  const isCash = gives.kind === 'cash'
  const isPaid = isCash && ['without-application', 'one-click', 'on-commitment'].includes(mode)
  if (isPaid && publicity === undefined)
    return [
      complain(
        'publicity-missing',
        ['mode'],
        'publicity: { workingDays, confidence }',
        ['由平台发放的资金要写公示多少个工作日', 'money paid by a run needs its days of publicity'],
        ['请填写 publicity', 'Fill in publicity'],
      ),
    ]
  if (!isPaid && !(isCash && mode === 'on-application') && publicity !== undefined)
    return [
      complain(
        'publicity-unused',
        ['publicity'],
        'mode: without-application | one-click | on-commitment | on-application, kind: cash',
        ['只有由平台发放的资金才公示名单', 'only money paid by a run has a published list'],
        ['请删去 publicity，或改写 mode', 'Remove publicity, or change the mode'],
      ),
    ]
  return []
}

/** Who claims must be told until when it is decided, and who promises what is promised, until when it is checked and what follows. */
function claimFaults({ mode, gives, publicity, claim }: Policy): Complaint[] {
  const isClaimed =
    ['one-click', 'on-commitment'].includes(mode) || (mode === 'on-application' && !!publicity)
  if (isClaimed && gives.kind !== 'cash')
    return [
      complain(
        'claim-without-money',
        ['mode'],
        'kind: cash',
        ['一键申领和承诺兑付只用于资金', 'only money is claimed'],
        ['请改写 mode', 'Change the mode'],
      ),
    ]
  if (isClaimed !== (claim !== undefined))
    return [
      complain(
        isClaimed ? 'claim-missing' : 'claim-unused',
        [isClaimed ? 'mode' : 'claim'],
        'claim: { decideWorkingDays, confidence }',
        isClaimed
          ? ['要写多少个工作日内决定', 'the working days within which a claim is decided are missing']
          : ['这种办理方式没有申领', 'nothing is claimed in this mode'],
        isClaimed ? ['请填写 claim', 'Fill in claim'] : ['请删去 claim', 'Remove claim'],
      ),
    ]
  if ((mode === 'on-commitment') !== (claim?.commitment !== undefined))
    return [
      complain(
        'commitment-misplaced',
        ['claim', 'commitment'],
        'mode: on-commitment',
        [
          '承诺只用于承诺兑付，承诺兑付要写承诺什么',
          'promises belong to claims on commitment, and only there',
        ],
        ['请补写或删去 commitment', 'Add commitment, or remove it'],
      ),
    ]
  return []
}

/** Where a case decides, the applicant must be led to it; nothing else is filed under a theme. */
function themeFaults({ id, mode, claim }: Policy, all: Definitions): Complaint[] {
  if (!claim) return []
  if (mode === 'on-application' && claim.theme !== undefined) return leadsNowhere(id, claim.theme, all)
  if (mode !== 'on-application' && claim.theme === undefined) return []
  return [
    mode === 'on-application'
      ? complain(
          'claim-theme-missing',
          ['claim', 'theme'],
          'claim: { theme }',
          ['申请后由办件决定的，要写从哪件事申请', 'a case decides, but no theme to apply under is named'],
          ['请选一件事，或改成在其他渠道申请', 'Choose a theme, or let it be applied for elsewhere'],
        )
      : complain(
          'claim-theme-unused',
          ['claim', 'theme'],
          'mode: on-application',
          ['这种办理方式没有办件', 'no case decides in this mode'],
          ['请删去 theme，或改写 mode', 'Remove the theme, or change the mode'],
        ),
  ]
}

/** The item that names the policy may be published after it: until then nothing comes of an application, which is told and stops nothing. */
function leadsNowhere(policyId: string, theme: string, all: Definitions): Complaint[] {
  const chosen = benefitThemes(all).find(({ id }) => id === theme)
  if (chosen?.pays.includes(policyId)) return []
  return [
    {
      ...complain(
        'claim-theme-elsewhere',
        ['claim', 'theme'],
        'an item with result: { benefit }',
        [
          '这件事里还没有事项写明批准后发放这项政策',
          'no item of this theme says that its decision lets this policy be paid',
        ],
        ['请在事项里写上发放的政策', 'Name the policy as the benefit of one of its items'],
      ),
      weight: 'warning',
    },
  ]
}

/** Only sums that are paid out can be compared. */
function highestFaults({ highest, gives }: Policy): Complaint[] {
  if (!highest || (gives.kind === 'cash' && gives.amountIs === 'payment')) return []
  return [
    complain(
      'highest-without-money',
      ['highest'],
      'kind: cash',
      ['从高不重复只用于资金', 'only money that is paid can be the highest'],
      ['请删去 highest，或改用 exclusive', 'Remove highest, or use exclusive'],
    ),
  ]
}

/** A promise stands in for a fact: one the rule asks, once, with a value the fact can have. */
function promiseFaults(
  { claim }: Policy,
  { vocabulary }: Dictionary,
  read: ReadonlySet<string> | undefined,
): Complaint[] {
  const promises = claim?.commitment?.promises ?? []
  return promises.flatMap(({ fact, value }, i): Complaint[] => {
    const known = vocabulary.facts.get(fact)
    // A fact that is not in the dictionary is a reference to nothing, which is told elsewhere.
    if (!known) return []
    const at = ['claim', 'commitment', 'promises', i]
    const name: readonly [string, string] = [known.zh, known.en]
    if (promises.findIndex((one) => one.fact === fact) < i)
      return [
        complain(
          'promise-twice',
          [...at, 'fact'],
          'one promise a fact',
          [`“${name[0]}”承诺了两次`, `${name[1]} is promised twice`],
          ['请删去一条', 'Remove one of them'],
        ),
      ]
    if (read && !read.has(fact))
      return [
        complain(
          'promise-unread',
          [...at, 'fact'],
          [...read].join(' | '),
          [
            `没有条件用到“${name[0]}”，承诺它没有作用`,
            `No condition asks ${name[1]}: promising it does nothing`,
          ],
          ['请选条件里用到的数据项', 'Choose a fact that a condition asks'],
        ),
      ]
    return promisable(known, value)
      ? []
      : [
          complain(
            'promise-value',
            [...at, 'value'],
            known.type,
            [`“${name[0]}”不能是这个值`, `${name[1]} cannot have this value`],
            ['请按数据项的类型填写', 'Write a value of the fact’s type'],
          ),
        ]
  })
}

/** Whether a promise can say that a fact has a value, as the record keeps it; lists and what has a year of its own cannot be promised. */
function promisable(fact: Fact, value: string | number | boolean): boolean {
  if (fact.period !== undefined) return false
  switch (fact.type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'number': {
      const answer = typeof value === 'boolean' ? undefined : readValue(fact, value)
      return answer !== undefined && 'value' in answer && answer.value !== undefined
    }
    case 'code':
      return fact.values?.some(({ code }) => code === value) ?? false
    default:
      return false
  }
}
