import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { PasteDialog } from '#apps/web/workbench/kit/PasteDialog.tsx'
import { copyTable } from '#apps/web/workbench/kit/tables.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, bodyIn, listIn, textIn } from './body.ts'
import { useStill } from './Effect.tsx'
import { factCalled, years, yearWords } from './fact-names.ts'
import { examplesOfTable, tableOfExamples } from './from-tables.ts'
import css from './write.module.css'

type Judged = Output<'policy.examplesOfDraft'>
type Proposal = Judged['proposals'][number]
const pauseMs = 400

/** The examples of a policy: what they come to, what they miss, and proposals that one click accepts. */
export function ExamplesPart({
  policy,
  examples,
  locked,
  onChange,
}: {
  policy: Body
  examples: Body | undefined
  locked: boolean
  onChange: (examples: Body) => void
}) {
  const t = useWords()
  const [pasting, setPasting] = useState(false)
  const [copied, setCopied] = useState(false)
  const asked = useStill({ policy, ...(examples ? { examples } : {}) }, pauseMs)
  const result = useRead('policy.examplesOfDraft', asked)
  const [last, setLast] = useState<Judged>()
  useEffect(() => {
    if (result.data) setLast(result.data)
  }, [result.data])
  const { proposals = [], failures = [], uncovered = [], limits = [] } = result.data ?? last ?? {}
  const told = listIn(examples?.['examples'])
  const shared = examples?.['shared'] ?? { on: proposals[0]?.on ?? '', facts: {} }
  const write = (next: readonly Body[]) => onChange({ ...examples, shared, examples: next })
  const unseen = limits.filter(({ below, at, above }) => !below || !at || !above).length
  return (
    <Sheet
      title={t('policy:screens.write.examples')}
      aside={
        <div className={css.acts}>
          {!locked && (
            <Button size="small" onClick={() => setPasting(true)}>
              {t('paste.from')}
            </Button>
          )}
          {told.length > 0 && (
            <Button size="small" onClick={() => setCopied(copyTable(tableOfExamples(told)))}>
              {copied ? t('paste.copied') : t('paste.copy')}
            </Button>
          )}
        </div>
      }
    >
      <p className="work-soft">{t('policy:screens.write.hint.examples')}</p>
      <p data-examples={told.length} data-proposals={proposals.length} aria-live="polite">
        {t('policy:screens.write.examplesAre', {
          count: told.length,
          failing: failures.length,
          missing: uncovered.length,
          unseen,
        })}
      </p>
      {!locked && proposals.length > 0 && (
        <Proposals proposals={proposals} onAccept={(some) => write([...told, ...some])} />
      )}
      {told.length > 0 && (
        <Told
          told={told}
          failures={failures}
          locked={locked}
          onRemove={(i) => write(told.filter((_, j) => j !== i))}
        />
      )}
      {pasting && (
        <PasteDialog<Body>
          title={t('paste.from')}
          hint={t('policy:screens.write.hint.pasteExamples')}
          read={examplesOfTable}
          show={(one) => `${textIn(one['name'])} → ${textIn(bodyIn(one['expect'])['verdict'])}`}
          onClose={() => setPasting(false)}
          onTake={(found) => {
            setPasting(false)
            write([...told, ...found])
          }}
        />
      )}
    </Sheet>
  )
}

const atOnce = 6

function Proposals({
  proposals,
  onAccept,
}: {
  proposals: readonly Proposal[]
  onAccept: (some: readonly Proposal[]) => void
}) {
  const t = useWords()
  const [all, setAll] = useState(false)
  return (
    <div className={css.group}>
      <p>{t('policy:screens.write.proposed', { count: proposals.length })}</p>
      <div className={css.acts}>
        <Button type="primary" ghost onClick={() => onAccept(proposals)}>
          {t('policy:screens.write.acceptAll', { count: proposals.length })}
        </Button>
      </div>
      <ul className={css.sentences}>
        {proposals.slice(0, all ? proposals.length : atOnce).map((one) => (
          <li key={one.name} className={css.sentenceFoot}>
            <span>
              {one.name} → <Verdict of={one.expect.verdict} /> {one.expect.amount}
            </span>
            <Button
              size="small"
              aria-label={t('policy:screens.write.acceptOf', { name: one.name })}
              onClick={() => onAccept([one])}
            >
              {t('policy:screens.write.accept')}
            </Button>
          </li>
        ))}
      </ul>
      {!all && proposals.length > atOnce && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('policy:screens.write.showAll', { count: proposals.length })}
        </Button>
      )}
    </div>
  )
}

const verdicts = { 符合: 'yes', 不符合: 'no', 缺数据: 'unknown', 不适用: 'none' } as const
const tones = { yes: 'done', no: 'late', unknown: 'soon', none: 'idle' } as const

function Verdict({ of }: { of: string }) {
  const t = useWords()
  const name = Object.hasOwn(verdicts, of) ? verdicts[of as keyof typeof verdicts] : 'none'
  return <Tag tone={tones[name]}>{t(`policy:screens.write.verdict.${name}`)}</Tag>
}

function Told({
  told,
  failures,
  locked,
  onRemove,
}: {
  told: readonly Body[]
  failures: Judged['failures']
  locked: boolean
  onRemove: (i: number) => void
}) {
  const t = useWords()
  const text = useText()
  const says = useFactWords()
  return (
    <details open={failures.length > 0}>
      <summary>{t('policy:screens.write.told', { count: told.length })}</summary>
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t('policy:screens.write.examples')}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('policy:screens.write.example')}</th>
              <th scope="col">{t('policy:screens.write.expected')}</th>
              {!locked && <th scope="col">{t('table.act')}</th>}
            </tr>
          </thead>
          <tbody>
            {told.map((one, i) => {
              const expect = bodyIn(one['expect'])
              const name = textIn(one['name'])
              return (
                <tr key={`${i} ${name}`}>
                  <td>
                    {name}
                    <div className="work-soft">
                      {[textIn(one['on']), says(bodyIn(one['facts']))].filter(Boolean).join(' · ')}
                    </div>
                    {failures
                      .filter(({ example }) => example === i)
                      .map(({ message }) => (
                        <div key={message.zh}>
                          <Tag tone="late">{text(message)}</Tag>
                        </div>
                      ))}
                  </td>
                  <td>
                    <Verdict of={textIn(expect['verdict'])} /> {textIn(expect['amount'])}
                  </td>
                  {!locked && (
                    <td>
                      <Button
                        size="small"
                        type="text"
                        danger
                        aria-label={t('policy:screens.write.removeExampleOf', { name })}
                        onClick={() => onRemove(i)}
                      >
                        {t('policy:screens.write.remove')}
                      </Button>
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** The facts of an example in a line, by their names in the reader's language. */
function useFactWords(): (facts: Body) => string {
  const t = useWords()
  const text = useText()
  const { words } = useCityWords()
  return (facts) =>
    Object.entries(facts)
      .map(([name, value]) => {
        const fact = factCalled(words?.facts, name)
        const year = fact?.yearly ? yearWords.find((word) => name.startsWith(word)) : undefined
        const said = fact
          ? year
            ? t(`policy:screens.write.year.${years[year]}`, { fact: text(fact.title) })
            : text(fact.title)
          : name
        const shown = Array.isArray(value)
          ? t('policy:screens.write.entries', { count: value.length })
          : value === true
            ? t('policy:screens.write.flag.yes')
            : value === false
              ? t('policy:screens.write.flag.no')
              : String(value)
        return `${said}: ${shown}`
      })
      .join(t('policy:screens.write.between'))
}
