import type { Foregone } from '#platform/engine.ts'
import type { CaseState } from '../model.ts'
import { planOfCase } from './plans.ts'

/** What a filing does not rest on: licences where none is put forward, facts where no track opens and no commitment closes by them. */
export const filingForegoes: Foregone = (operation, { definitions, state }) => {
  if (operation !== 'submit') return {}
  const draft = state as CaseState
  if (draft.standing !== 'draft') return {}
  const restsOnFacts = planOfCase(definitions, draft).nodes.some(
    ({ base }) => base.fastTracks !== undefined || base.commitment?.excludedBy !== undefined,
  )
  const restsOnLicences = Object.values(draft.materials).some(({ licence }) => licence !== undefined)
  return { ...(restsOnFacts ? {} : { facts: [] }), ...(restsOnLicences ? {} : { licences: [] }) }
}
