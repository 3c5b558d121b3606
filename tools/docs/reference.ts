import type { ContractRow } from '#kernel/contract.ts'
import type { Engine } from '#platform/engine.ts'
import { platformMessages, type MessagesByLanguage } from '#platform/messages.ts'
import type { ServiceRow } from '#platform/engine.ts'
import { platformServices } from '#platform/services.ts'

const note = '<!-- Written by `npm run docs`. Change the source, not this page. -->'
const row = (...cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`
const table = (head: readonly string[], body: readonly (readonly string[])[]) =>
  [row(...head), row(...head.map(() => '---')), ...body.map((cells) => row(...cells))].join('\n')

/** Every operation with its route, widest scope, receipt and refusals. */
export function operationsPage(engines: readonly Engine[]): string {
  const section = (name: string, rows: Readonly<Record<string, ContractRow | ServiceRow>>) => {
    const body = Object.entries(rows).map(([operation, one]) => [
      `\`${name}.${operation}\``,
      one.kind === 'write' && one.internal ? 'internal' : `${one.method} /api${one.path}`,
      one.permission,
      one.summary,
      one.kind === 'read'
        ? one.receipt === 'none'
          ? ''
          : `receipt: ${one.receipt}`
        : one.refusals.map((code) => `\`${code}\``).join(' '),
    ])
    return `## ${name}\n\n${table(['operation', 'route', 'widest scope', 'does', 'refusals, first that applies'], body)}`
  }
  return [
    '# Operations',
    note,
    'From the contracts. The machine-readable form is `/api/openapi.json` of a running server.',
    section('platform', platformServices),
    ...engines.map((engine) => section(engine.name, engine.contract)),
  ].join('\n\n')
}

/** Every refusal and fault code with its words. */
export function refusalsPage(engines: readonly Engine[]): string {
  const section = (name: string, messages: MessagesByLanguage) => {
    const codes = Object.keys(messages.zh.refusals ?? {})
    if (!codes.length) return ''
    const body = codes.map((code) => {
      const zh = messages.zh.refusals?.[code]
      const en = messages.en.refusals?.[code]
      return [
        `\`${code}\``,
        `${zh?.title ?? ''}<br>${en?.title ?? ''}`,
        `${zh?.remedy ?? ''}<br>${en?.remedy ?? ''}`,
        zh?.basis ?? '',
      ]
    })
    return `## ${name}\n\n${table(['code', 'says', 'what to do', 'basis'], body)}`
  }
  return [
    '# Refusals and faults',
    note,
    'What the API answers when it cannot do as asked: RFC 9457, `application/problem+json`, with these words in both languages.',
    section('platform', platformMessages),
    ...engines.map((engine) => section(engine.name, engine.messages)).filter(Boolean),
  ].join('\n\n')
}
