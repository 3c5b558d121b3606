import { z } from 'zod'
import type { Event } from '#kernel/engine.ts'
import { Slug, Uuid } from '#kernel/ids.ts'
import type { Instant } from '#kernel/time.ts'
import type { Officer } from '../model.ts'

/** on: the rule grants · shadow: it judges beside the officer, who decides · off: it is not asked */
export const RobotMode = z.enum(['on', 'shadow', 'off'])
export type RobotMode = z.output<typeof RobotMode>

/** How one rule of an item works in this city now, and how many of its grants a person looks at again. */
export const RobotSetting = z.object({
  item: Slug,
  stage: Slug,
  mode: RobotMode,
  /** of a hundred grants of the rule */
  samplePercent: z.number().int().min(0).max(100),
})
export type RobotSetting = z.output<typeof RobotSetting>

/** The settings of all rules, by `item/stage`; a rule that nobody set is on, and nothing of it is sampled. */
export type Robots = Readonly<Record<string, Pick<RobotSetting, 'mode' | 'samplePercent'>>>
export const robotKey = (item: string, stage: string): string => `${item}/${stage}`

export type RobotEvent = Event<'RobotSet', RobotSetting & { reason: string; by: Officer; at: Instant }>

export interface Robot {
  readonly setting: RobotSetting | undefined
}
export const noRobot: Robot = { setting: undefined }
export const evolveRobot = (_: Robot, { data }: RobotEvent): Robot => ({
  setting: { item: data.item, stage: data.stage, mode: data.mode, samplePercent: data.samplePercent },
})

export const RobotId = Uuid.meta({ title: 'RobotId' })
