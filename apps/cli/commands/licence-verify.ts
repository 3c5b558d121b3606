import { z } from 'zod'
import { statusListIdIn, verifyOffline } from '#engines/credential/verify-offline.ts'
import { instantFrom, Instant } from '#kernel/time.ts'
import { PublishedKey } from '#engines/credential/contract.ts'
import { defineCommand, done, notInOrder, problem } from '../command.ts'
import { readFile } from '../places.ts'

const Keys = z.object({ items: z.array(PublishedKey) })

export const licenceVerify = defineCommand({
  path: ['licence', 'verify'],
  positional: ['<file>'],
  summary: {
    zh: '离线核验证照：二维码链接或证照文本',
    en: 'Verify a licence without a network: the link behind its code, or its text',
  },
  flags: [
    {
      flag: '--keys <file>',
      zh: '公布的公钥（/api/licence-keys）',
      en: 'the published keys (/api/licence-keys)',
    },
    {
      flag: '--status <file>',
      zh: '状态列表（/api/status-lists/…）',
      en: 'the status list (/api/status-lists/…)',
    },
    { flag: '--at <instant>', zh: '按这一时刻核验', en: 'verify as of this moment' },
  ],
  input: z.object({
    file: z.string(),
    keys: z.string(),
    status: z.string().optional(),
    at: Instant.optional(),
  }),
  run: async (session, input) => {
    const text = readFile(input.file).toString('utf8')
    const answer = await verifyOffline({
      text,
      keys: keysIn(input.keys),
      statusToken: input.status === undefined ? undefined : readFile(input.status).toString('utf8').trim(),
      now: input.at ?? instantFrom(Date.now()),
    })
    const { outcome, reasons, status, statusAge } = answer
    const [zh, en] = outcomes[outcome]
    session.tell(zh, en)
    for (const reason of reasons) session.line(`  ${reason}`)
    if (statusAge) {
      const minutes = Math.floor(statusAge.seconds / 60)
      session.tell(`状态列表制于 ${minutes} 分钟前。`, `The status list was made ${minutes} minutes ago.`)
    } else
      session.tell(
        `请取得状态列表 ${statusListIdIn(text) ?? ''}。`,
        `Fetch the status list ${statusListIdIn(text) ?? ''}.`,
      )
    const value = { outcome, reasons, status, statusAge, says: answer.facts ?? answer.claims }
    return outcome === 'valid' ? done(value) : notInOrder(value)
  },
})

const outcomes = {
  valid: ['真实有效。', 'Genuine and valid.'],
  refused: ['不予认可：', 'Not accepted:'],
  unconfirmed: ['签名真实，状态待确认：', 'Genuine, but its status is not confirmed:'],
} as const

function keysIn(file: string): z.output<typeof Keys>['items'] {
  const no = problem(
    'keys-unreadable',
    [`${file} 不是公布的公钥`, `${file} holds no published keys`],
    ['请从 /api/licence-keys 下载。', 'Download them from /api/licence-keys.'],
  )
  try {
    const parsed = Keys.safeParse(JSON.parse(readFile(file).toString('utf8')))
    if (parsed.success) return parsed.data.items
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw no
}
