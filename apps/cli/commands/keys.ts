import { z } from 'zod'
import { signatureAlgorithms } from '#kernel/signature.ts'
import { instantFrom } from '#kernel/time.ts'
import { openKeys } from '#platform/keys.ts'
import { defineCommand, done, problem } from '../command.ts'
import { configFor, homeFlag } from '../places.ts'

const Home = z.object({ home: z.string().optional() })
const now = () => instantFrom(Date.now())

export const keysList = defineCommand({
  path: ['keys', 'list'],
  summary: {
    zh: '列出证照签名密钥（只有公钥）',
    en: 'List the keys that sign licences, their public halves only',
  },
  flags: [homeFlag],
  input: Home,
  run: async (session, input) => {
    const items = await openKeys(configFor(input).home).records()
    for (const { keyId, algorithm, from, until, revokedAt } of items)
      session.line(`${keyId}  ${algorithm}  ${from} – ${until ?? ''}${revokedAt ? `  ✗ ${revokedAt}` : ''}`)
    if (!items.length)
      session.tell(
        '还没有密钥，签第一份证照时生成。',
        'There is no key yet; the first licence that is signed makes one.',
      )
    return done({ items })
  },
})

export const keysRotate = defineCommand({
  path: ['keys', 'rotate'],
  summary: {
    zh: '启用新的证照签名密钥，旧密钥签发的照常核验',
    en: 'Sign licences with a new key; what the old one signed goes on verifying',
  },
  flags: [
    {
      flag: '--algorithm <algorithm>',
      zh: '算法：ES256 或 SM2，与城市定义一致',
      en: 'ES256 or SM2, as the city’s definition says',
    },
    homeFlag,
  ],
  changes: true,
  input: Home.extend({ algorithm: z.enum(signatureAlgorithms).optional() }),
  run: async (session, input) => {
    const { home } = configFor(input)
    const before = (await openKeys(home).records()).at(-1)
    const algorithm = input.algorithm ?? before?.algorithm ?? 'ES256'
    if (session.dryRun) {
      session.tell(`将启用新的 ${algorithm} 密钥。`, `Would begin to sign with a new ${algorithm} key.`)
      return done({ dryRun: true, algorithm, before: before?.keyId })
    }
    const key = await openKeys(home, () => algorithm).rotate(now())
    session.tell(
      `新密钥 ${key.keyId}（${algorithm}）自 ${key.from} 起签名。请备份状态目录。`,
      `The new key ${key.keyId} (${algorithm}) signs from ${key.from}. Back up the state directory.`,
    )
    return done({ key })
  },
})

export const keysRevoke = defineCommand({
  path: ['keys', 'revoke'],
  positional: ['<key>'],
  summary: {
    zh: '密钥泄露时作废：它签过的一律不再认可',
    en: 'Revoke a key whose secret is out: nothing that it ever signed is taken any more',
  },
  flags: [homeFlag],
  changes: true,
  input: Home.extend({ key: z.string().min(1).max(64) }),
  run: async (session, input) => {
    const keys = openKeys(configFor(input).home)
    const known = (await keys.records()).find(({ keyId }) => keyId === input.key)
    if (!known)
      throw problem(
        'key-unknown',
        [`没有密钥 ${input.key}`, `There is no key ${input.key}`],
        ['请用 yishang keys list 查看。', 'See yishang keys list.'],
        1,
      )
    if (session.dryRun) {
      session.tell(`将作废密钥 ${known.keyId}。`, `Would revoke the key ${known.keyId}.`)
      return done({ dryRun: true, keyId: known.keyId })
    }
    await keys.revoke(known.keyId, now())
    session.tell(
      `密钥 ${known.keyId} 已作废。用它签的证照须重新签发。`,
      `The key ${known.keyId} is revoked. Licences that it signed must be issued anew.`,
    )
    return done({ keyId: known.keyId, revoked: true })
  },
})
