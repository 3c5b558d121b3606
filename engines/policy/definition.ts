import type { z } from 'zod'
import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { definitionKind } from '#kernel/definition.ts'
import { compilePolicy } from './compile.ts'
import { findingsIn } from './findings.ts'
import { Policy } from './policy.ts'

/** Policies of a city: one folder each, `<id>` or `<id>.<edition>` where several versions stand side by side. */
export const policyKind = definitionKind<Policy>(
  'policy',
  'policies/*/policy.yaml',
  Policy as z.ZodType<Policy>,
  {
    check(policy, all) {
      const dictionary = dictionaryOf(all.list(factKind))
      const compiled = compilePolicy(policy, dictionary)
      const unsure =
        policy.documents.every(({ confidence }) => confidence === 'unverified') && policy.review.length === 0
      return [
        ...('faults' in compiled ? compiled.faults : findingsIn(compiled, dictionary)),
        ...publicityFaults(policy),
        ...claimFaults(policy),
        ...sampleFaults(policy),
        ...(unsure
          ? [
              complain(
                'review-missing',
                ['review'],
                'a note',
                [
                  '依据未经核实，要写明请城市确认什么',
                  'the source is unverified; say what the city must confirm',
                ],
                ['请填写 review', 'Fill in review'],
              ),
            ]
          : []),
      ]
    },
  },
)

/** Money that a run pays goes through publicity, and its length is the city's to state; an application may be paid elsewhere. */
function publicityFaults({ mode, gives, publicity }: Policy) {
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
function claimFaults({ mode, gives, publicity, claim }: Policy) {
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

function sampleFaults({ parameters, parameterConfidence, review }: Policy) {
  const strangers = Object.keys(parameterConfidence)
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) =>
      complain(
        'parameter-unknown',
        ['parameterConfidence', name],
        Object.keys(parameters).join(' | '),
        [`没有参数“${name}”`, `There is no parameter ${name}`],
        ['请写 parameters 里的名称', 'Write a name from parameters'],
      ),
    )
  const isSample = Object.values(parameterConfidence).includes('sample')
  if (!isSample || review.length > 0) return strangers
  return [
    ...strangers,
    complain(
      'review-missing',
      ['parameterConfidence'],
      'a note in review',
      ['有示例参数，要写明请城市确认什么', 'a parameter is a sample; say what the city must confirm'],
      ['请填写 review', 'Fill in review'],
    ),
  ]
}
