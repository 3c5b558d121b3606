import type { Output } from '#apps/web/client/contracts.ts'

/** A case as the officer who works on it gets it. */
export type Found = Output<'casework.getQueueCase'>
export type Lane = Found['case']['lanes'][number]
export type Stage = Lane['stages'][number]
export type Act = NonNullable<Found['acts'][string]>[number]

export function stageIn(found: Found, stageId: string): { lane: Lane; stage: Stage } | undefined {
  for (const lane of found.case.lanes) {
    const stage = lane.stages.find((one) => one.id === stageId)
    if (stage) return { lane, stage }
  }
  return undefined
}
