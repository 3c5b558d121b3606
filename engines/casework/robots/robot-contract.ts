import { z } from 'zod'
import { read, write } from '#kernel/contract.ts'
import { PartyId, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { onCase, Reason, StageId, theCase } from '../contract-parts.ts'
import { RobotMode, RobotSetting } from './robot-model.ts'

const Named = z.object({ id: z.string(), title: Bilingual })

/** Rules that decide: switched one by one, judged beside people, sampled and looked at again. */
export const robotWrites = {
  setRobot: write({
    path: '/robots',
    permission: 'all',
    summary:
      'Switch one rule on, off or into the shadow of an officer, and say how many of its grants are sampled',
    stream: { kind: 'robot', owner: 'self', id: 'robotId', creates: true },
    input: RobotSetting.extend({ reason: Reason }),
    output: written,
    refusals: ['no-such-rule'],
  }),
}

export const robotContract = {
  ...robotWrites,
  recheckRobot: write({
    path: '/parties/:partyId/cases/:caseId/recheck',
    permission: 'jurisdiction',
    summary: 'Look again at what a rule granted: right or not, and why',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId, agrees: z.boolean(), note: Reason }),
    output: written,
    refusals: ['not-sampled', 'rechecked-before'],
  }),
  robotFigures: read({
    path: '/robots',
    permission: 'all',
    summary:
      'Show for every rule how it works, how often it grants, how far it agrees with officers, how it drifts, and what samples brought',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          item: Named,
          stage: Named,
          department: Named,
          mode: RobotMode,
          samplePercent: z.number().int(),
          reason: z.string().optional(),
          setAt: Instant.optional(),
          judged: z.number().int(),
          granted: z.number().int(),
          /** judged by the rule and decided by an officer as well, and how many of these alike */
          compared: z.number().int(),
          alike: z.number().int(),
          /** share granted in the last thirty days less that of the time before, in percentage points; absent below twenty each */
          drift: z.number().optional(),
          sampled: z.number().int(),
          rechecked: z.number().int(),
          wrong: z.number().int(),
        }),
      ),
    }),
    receipt: 'none',
  }),
  listSampled: read({
    path: '/robots/samples',
    permission: 'jurisdiction',
    summary: 'List grants of rules that were drawn to be looked at again, oldest first',
    input: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
    output: z.object({
      items: z.array(
        z.object({
          partyId: PartyId,
          caseId: Uuid,
          stage: z.string(),
          title: z.string(),
          item: Named,
          department: Named,
          grantedAt: Instant,
        }),
      ),
    }),
    receipt: 'list',
  }),
}
