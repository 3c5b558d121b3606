import type { Engine } from '#platform/engine.ts'
import { caseworkEngineOver } from './casework/index.ts'
import { credentialEngine } from './credential/index.ts'
import { licencesNow } from './credential/shown-licence.ts'
import { ledgerEngine } from './ledger/index.ts'
import { messageEngine } from './message/index.ts'
import { findFactSheet, listFactSheets, listFactSheetsOf, listPersonSheets } from './party/fact-sheets.ts'
import { partyEngine } from './party/index.ts'
import { listFacts, listMandated, namesOf } from './party/store.ts'
import { policyEngineOver } from './policy/index.ts'
import { publicationEngineOver } from './publication/index.ts'
import { scoreboardEngine } from './scoreboard/index.ts'

/** Policies judge parties by what the party engine keeps of them. */
const policyEngine = policyEngineOver({
  factsOf: listFacts,
  page: listFactSheets,
  persons: listPersonSheets,
  some: listFactSheetsOf,
  one: findFactSheet,
  mandated: listMandated,
  namesOf,
})

const features: readonly Engine[] = [
  partyEngine,
  caseworkEngineOver({ factsOf: listFacts, licencesOf: licencesNow }),
  credentialEngine,
  ledgerEngine,
  messageEngine,
  policyEngine,
  scoreboardEngine,
]

/** Whatever kind of definition the others bring may be written in the page, where the kind says how. */
const publicationEngine = publicationEngineOver({ engines: features, namesOf })

/** Every engine of the system. Deleting an engine's folder and its line here removes the feature. */
export const engines: readonly Engine[] = [...features, publicationEngine]
