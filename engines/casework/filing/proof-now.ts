import type { CaseState } from '../model.ts'
import type { Day } from '#kernel/time.ts'
import { words } from '../words.ts'
import { materialsFor } from './form.ts'
import type { CasePlan, PlanNode } from './plan.ts'
import { originalDue, usable } from './proof.ts'
import type { Lapse, LicenceNow, Proof } from './proof-model.ts'

/** A licence is judged when it is put forward and again whenever somebody relies on it: what it was then does not count for what it is now. */

export interface LapsedProof {
  readonly material: string
  readonly proof: Proof
  readonly why: Lapse
}

/** Why a licence may no longer be relied on; undefined while it stands as it was put forward, or better. */
export function lapseOf(proof: Proof, known: readonly LicenceNow[]): Lapse | undefined {
  const now = known.find(({ from, id }) => from === proof.from && id === proof.id)
  if (!now) return 'unknown'
  if (now.standing !== 'stands') return now.standing
  if (!usable(now.level)) return 'own-word'
  return originalDue(now.level) && !originalDue(proof.level) ? 'lowered' : undefined
}

/** Which licences fell and why, for whoever is refused. */
export function lapsesTold(lapsed: readonly LapsedProof[]) {
  const told = lapsed.map(({ proof, why }) => {
    const { zh, en } = words('proofLapses', why)
    return { zh: `${proof.title.zh}：${zh}`, en: `${proof.title.en}: ${en}` }
  })
  return { licences: told.map(({ zh }) => zh).join('；'), licencesEn: told.map(({ en }) => en).join('; ') }
}

/** What of the materials that an item wants rests on a licence that has lapsed since. */
export function lapsedOf(
  plan: CasePlan,
  state: Pick<CaseState, 'answers' | 'materials'>,
  node: PlanNode,
  known: readonly LicenceNow[],
  on: Day,
): LapsedProof[] {
  const wanted = new Set(materialsFor(plan, state.answers, on))
  return node.definition.materials.flatMap(({ material }) => {
    const proof = wanted.has(material) ? state.materials[material]?.licence : undefined
    const why = proof && lapseOf(proof, known)
    return proof && why ? [{ material, proof, why }] : []
  })
}
