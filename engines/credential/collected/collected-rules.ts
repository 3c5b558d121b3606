import { departmentKind } from '#definitions/city/kinds.ts'
import type { RulesOf } from '#kernel/engine.ts'
import { refuse, type Refusal } from '#kernel/refusal.ts'
import type { collectedContract, FoundProof } from './collected-contract.ts'
import { licenceTypeKind } from '../definition.ts'
import { type Collected, type CollectedEvent, levelOf, type Proof } from './collected-model.ts'

type Rules = RulesOf<typeof collectedContract, Collected, CollectedEvent>
type CollectInput = Parameters<Rules['collect']>[1]

function proofOf(found: FoundProof, { hash, fileName }: CollectInput): Proof | Refusal {
  switch (found.kind) {
    case 'issuer-unknown':
      return refuse('issuer-unknown', {}, ['text'])
    case 'not-genuine':
      return refuse('not-genuine', { reasons: found.reasons.join(', ') }, ['text'])
    case 'licence-unlisted':
      return refuse('licence-unlisted', {}, ['text'])
    case 'signed':
      return { kind: 'signed', issuerId: found.issuerId, claims: found.claims }
    case 'file':
      if (!found.stored || hash === undefined) return refuse('file-unknown', {}, ['hash'])
      return { kind: 'file', hash, fileName: fileName ?? hash.slice(0, 12) }
    case 'none':
      return { kind: 'word' }
  }
}

/** What another authority signed for somebody else proves nothing of this holder. A code decides where there is one, else the name. */
function sameHolder(
  { creditCode, holderName }: Readonly<Record<string, string>>,
  party: { readonly name: string; readonly creditCode: string | null } | null,
): boolean {
  if (creditCode !== undefined && party?.creditCode) return creditCode === party.creditCode
  return holderName === party?.name
}

const collect: Rules['collect'] = (_, input, { now, today, definitions, needs }) => {
  const { title, issuer } = input
  const department =
    input.department ?? definitions.list(licenceTypeKind).find(({ base }) => base)?.department ?? ''
  if (!definitions.find(departmentKind, department))
    return refuse('department-unknown', { department }, ['department'])
  const proof = proofOf(needs.proof, input)
  if ('refusal' in proof) return proof
  const found = needs.proof
  const signed = found.kind === 'signed' ? found : undefined
  if (signed && !sameHolder(signed.claims, needs.party))
    return refuse('another-holder', { holder: signed.claims['holderName'] ?? '' }, ['text'])
  const validUntil = signed ? signed.validUntil : input.validUntil
  if (validUntil !== undefined && validUntil <= today)
    return refuse('already-over', { validUntil }, ['validUntil'])
  return [
    {
      type: 'LicenceCollected',
      data: {
        holderName: needs.party?.name ?? '',
        title: signed?.title.zh ?? title,
        issuer: signed?.issuer ?? { zh: issuer, en: issuer },
        number: signed ? signed.number : input.number,
        validUntil,
        department,
        proof,
        level: levelOf(proof),
        at: now,
      },
    },
  ]
}

/** What a known issuer signed needs no window; what an upload shows rises to B by the original and to no more. */
const checkCollected: Rules['checkCollected'] = (state, { level, reason }, { now }) => {
  if (state.removed || !state.level) return refuse('collected-removed')
  if (state.level === 'A') return refuse('proven-by-signature')
  if (state.level === level) return refuse('level-unchanged', { level })
  if (level === 'C' && state.licence?.proof.kind !== 'file') return refuse('no-file-shown', {}, ['level'])
  return [{ type: 'CollectedChecked', data: { level, before: state.level, reason, at: now } }]
}

const removeCollected: Rules['removeCollected'] = (state, _, { now }) =>
  state.removed ? refuse('collected-removed') : [{ type: 'CollectedRemoved', data: { at: now } }]

export const collectedRules: Rules = { collect, checkCollected, removeCollected }
