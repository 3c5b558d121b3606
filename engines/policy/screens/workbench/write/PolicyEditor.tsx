import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { ConditionRows } from './ConditionRows.tsx'
import { conditionsOf, rowsIn, sentencesIn } from './conditions.ts'
import { Effect } from './Effect.tsx'
import { ExamplesPart } from './ExamplesPart.tsx'
import css from './write.module.css'

type Body = Readonly<Record<string, unknown>>
interface Sentence {
  readonly clause: string
  readonly zh: string
  readonly en?: string
}
const bodyIn = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
const languagesOf = { zh: 'screens.write.zh', en: 'screens.write.en' } as const
const rounds = ['分', '角', '元', '百元', '万元'] as const
const modes = ['without-application', 'on-application', 'self-declared', 'reviewed'] as const

/** The policy desk: the document, the conditions that come from it, and what they do to the city. */
export function PolicyEditor({
  policy,
  examples,
  locked,
  onChange,
}: {
  policy: Body
  examples: Body | undefined
  locked: boolean
  onChange: (next: { policy: Body; examples: Body | undefined }) => void
}) {
  const t = useWords()
  const put = (patch: Body) => onChange({ policy: { ...policy, ...patch }, examples })
  const gives = bodyIn(policy['gives'])
  const inForce = bodyIn(policy['inForce'])
  const sentences = (Array.isArray(policy['text']) ? policy['text'] : []) as readonly Sentence[]
  const [document = {}] = (Array.isArray(policy['documents']) ? policy['documents'] : []) as Body[]
  const round = bodyIn(gives['round'])
  const bilingual = (value: unknown, language: 'zh' | 'en', patch: (next: Body) => void, label: string) => (
    <Labelled label={`${label} · ${t(`policy:${languagesOf[language]}`)}`}>
      <Input
        aria-label={`${label} · ${t(`policy:${languagesOf[language]}`)}`}
        disabled={locked}
        value={textIn(bodyIn(value)[language])}
        onChange={(event) => patch({ ...bodyIn(value), [language]: event.target.value })}
      />
    </Labelled>
  )
  const places = [
    ['title', policy['title'], (next: Body) => put({ title: next })],
    ['summary', policy['summary'], (next: Body) => put({ summary: next })],
    ['gives', gives['text'], (next: Body) => put({ gives: { ...gives, text: next } })],
  ] as const
  const input = (label: string, value: string, set: (value: string) => void, hint?: string) => (
    <Labelled label={label}>
      <Input
        aria-label={label}
        placeholder={hint}
        disabled={locked}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </Labelled>
  )
  const optional = (name: string, value: string): Body => {
    const { [name]: _, ...rest } = gives
    return value.trim() ? { ...rest, [name]: value } : rest
  }
  return (
    <div className={css.columns}>
      <Sheet title={t('policy:screens.write.document')}>
        {places.map(([name, value, patch]) => (
          <div key={name}>{bilingual(value, 'zh', patch, t(`policy:screens.write.${name}`))}</div>
        ))}
        {input(t('policy:screens.write.number'), textIn(document['number']), (number) =>
          put({ documents: number.trim() ? [{ confidence: 'verified', ...document, number }] : [] }),
        )}
        <Labelled label={t('policy:screens.write.text')}>
          <Input.TextArea
            aria-label={t('policy:screens.write.text')}
            rows={4}
            disabled={locked}
            placeholder={t('policy:screens.write.textHint')}
            value={sentences.map(({ zh }) => zh).join('\n')}
            onChange={(event) => put({ text: sentencesIn(event.target.value) })}
          />
        </Labelled>
        {sentences.map(({ clause, zh }) => (
          <div key={clause} className={css.sentence}>
            <span>
              <strong>{clause}</strong> {zh}
            </span>
          </div>
        ))}
        <details>
          <summary>{t('policy:screens.write.translation')}</summary>
          {places.map(([name, value, patch]) => (
            <div key={name}>{bilingual(value, 'en', patch, t(`policy:screens.write.${name}`))}</div>
          ))}
        </details>
      </Sheet>
      <div>
        <Sheet title={t('policy:screens.write.conditions')}>
          <ConditionRows
            rows={rowsIn(policy['conditions'])}
            clauses={sentences.map(({ clause }) => clause)}
            locked={locked}
            onChange={(rows) => put({ conditions: { all: rows } })}
          />
        </Sheet>
        <Sheet title={t('policy:screens.write.money')}>
          {input(
            t('policy:screens.write.amount'),
            textIn(gives['amount']),
            (amount) => put({ gives: { ...gives, amount } }),
            t('policy:screens.write.amountHint'),
          )}
          {input(t('policy:screens.write.cap'), textIn(gives['cap']), (cap) =>
            put({ gives: optional('cap', cap) }),
          )}
          <Labelled label={t('policy:screens.write.round')}>
            <Select
              aria-label={t('policy:screens.write.round')}
              disabled={locked}
              value={textIn(round['to']) || '分'}
              options={rounds.map((value) => ({
                value,
                label: t(`policy:screens.write.to.${roundName[value]}`),
              }))}
              onChange={(to) => put({ gives: { ...gives, round: { by: '四舍五入', ...round, to } } })}
            />
          </Labelled>
          <Labelled label={t('policy:screens.write.mode')}>
            <Select
              aria-label={t('policy:screens.write.mode')}
              disabled={locked}
              value={textIn(policy['mode']) || 'on-application'}
              options={modes.map((value) => ({ value, label: t(`policy:screens.write.modes.${value}`) }))}
              onChange={(mode: string) => {
                const { publicity: _, ...rest } = policy
                const published =
                  mode === 'without-application'
                    ? { publicity: { workingDays: 5, confidence: 'unverified' } }
                    : {}
                onChange({ policy: { ...rest, mode, ...published }, examples })
              }}
            />
          </Labelled>
          {(['from', 'until'] as const).map((end) => (
            <Labelled key={end} label={t(`policy:screens.write.${end}`)}>
              <Input
                type="date"
                aria-label={t(`policy:screens.write.${end}`)}
                disabled={locked}
                value={textIn(inForce[end])}
                onChange={(event) => {
                  const { [end]: _, ...rest } = inForce
                  put({ inForce: event.target.value ? { ...rest, [end]: event.target.value } : rest })
                }}
              />
            </Labelled>
          ))}
        </Sheet>
        <ExamplesPart
          policy={asAsked(policy)}
          examples={examples}
          locked={locked}
          onChange={(next) => onChange({ policy, examples: next })}
        />
      </div>
      <Effect policy={asAsked(policy)} />
    </div>
  )
}

/** The policy without the rows that are only begun. */
export const asAsked = (policy: Body): Record<string, unknown> => ({
  ...policy,
  conditions: conditionsOf(rowsIn(policy['conditions'])),
})

const roundName = { 分: 'fen', 角: 'jiao', 元: 'yuan', 百元: 'hundred', 万元: 'wan' } as const

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.field}>
      <span>{label}</span>
      {children}
    </div>
  )
}
