import { z } from 'zod'
import { bilingual } from '#kernel/text.ts'
import { no } from '../answers.ts'
import type { Delays } from '../registrations.ts'
import { desk, desksSystem, noticeDesk } from '../desks.ts'
import { RegistrationInput } from '../registrations.ts'

/** Housing fund: a unit account. The unit's share is at least 5 % (住房公积金管理条例 art. 18); a city's ceiling is its own data. */
const Input = RegistrationInput.extend({ contributionPercent: z.number().max(100).default(5) })

const leastPercent = 5

export const housingFundSystem = (delays: Delays) =>
  desksSystem('housing-fund', [
    desk({
      prefix: 'HF',
      path: 'registrations',
      event: 'registration',
      input: Input,
      delays,
      check: (input) =>
        input.contributionPercent < leastPercent
          ? no(
              422,
              'contribution-too-low',
              bilingual('缴存比例不得低于 5%。', 'The contribution is at least 5 %.'),
              {
                fields: ['contributionPercent'],
              },
            )
          : undefined,
      result: (input, number) => ({
        unitAccount: `GJ${input.creditCode.slice(2, 8)}${String(number).padStart(8, '0')}`,
        contributionPercent: input.contributionPercent,
      }),
    }),
    noticeDesk('changes', 'GB', delays, RegistrationInput),
    noticeDesk('cancellations', 'GZ', delays, RegistrationInput),
    noticeDesk('accounts', 'GR', delays, RegistrationInput),
  ])
