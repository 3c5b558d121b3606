import { complain } from '#definitions/complaint.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { Complaint, Definitions, Publishing } from '#kernel/definition.ts'
import { compilePolicy } from './compile.ts'
import { examplesKind } from './examples.ts'
import { plainPolicy } from './plain.ts'
import type { Policy } from './policy.ts'
import { unseenSides } from './example-coverage.ts'

/** How a policy is written and published in the page: with its examples, after consultation, fair-competition check and legal review. */
export const policyPublishing: Publishing<Policy> = {
  title: { zh: '政策', en: 'Policy' },
  gates: ['consultation', 'fair-competition', 'legal-review'],
  companions: ['example'],
  blank: ({ title, department, district, today }) => ({
    title: { zh: title },
    summary: {},
    department,
    ...(district ? { district } : {}),
    documents: [],
    text: [],
    inForce: { from: today },
    mode: 'on-application',
    appliesTo: true,
    conditions: { all: [] },
    parameters: {},
    gives: { kind: 'cash', text: {}, amount: '' },
    exclusive: [],
    review: [],
  }),
  office: ({ department, district }) => ({ department, district }),
  plain: plainPolicy,
  lacks: (policy, all) => missingExamples(policy, all),
}

/** Examples are the proof of a policy: without them, at every limit from every side, nothing is published. What is wrong in them their own check says. */
function missingExamples(policy: Policy, all: Definitions): Complaint[] {
  const examples = all.find(examplesKind, policy.id, policy.version)
  if (examples === undefined)
    return [
      complain(
        'examples-missing',
        [],
        'examples',
        ['这项政策还没有示例', 'the policy has no examples'],
        ['请从建议的边界示例中采用', 'Accept some of the proposed examples at its limits'],
      ),
    ]
  const dictionary = dictionaryOf(all.list(factKind))
  const compiled = compilePolicy(policy, dictionary)
  if ('faults' in compiled) return []
  return unseenSides(compiled, dictionary, examples)
}
