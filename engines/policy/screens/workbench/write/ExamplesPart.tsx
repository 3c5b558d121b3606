import { Button } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './write.module.css'

type Body = Readonly<Record<string, unknown>>

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
  const text = useText()
  const result = useRead('policy.examplesOfDraft', { policy, ...(examples ? { examples } : {}) })
  const told = Array.isArray(examples?.['examples']) ? (examples['examples'] as Body[]) : []
  const { proposals = [], failures = [], uncovered = [] } = result.data ?? {}
  const accept = (some: typeof proposals) =>
    onChange({
      ...examples,
      shared: examples?.['shared'] ?? { on: proposals[0]?.on ?? '', facts: {} },
      examples: [...told, ...some],
    })
  return (
    <Sheet title={t('policy:screens.write.examples')}>
      <p data-examples={told.length}>
        {t('policy:screens.write.examplesAre', {
          count: told.length,
          failing: failures.length,
          missing: uncovered.length,
        })}
      </p>
      {failures.map((failure) => (
        <p key={`${failure.example} ${failure.message.zh}`}>
          {String(told[failure.example]?.['name'] ?? '')}: {text(failure.message)}
        </p>
      ))}
      {!locked && proposals.length > 0 && (
        <>
          <div className={css.acts}>
            <Button onClick={() => accept(proposals)}>
              {t('policy:screens.write.acceptAll', { count: proposals.length })}
            </Button>
          </div>
          {proposals.slice(0, 12).map((one) => (
            <div key={one.name} className={css.sentence}>
              <span>
                {one.name} → {one.expect.verdict} {one.expect.amount ?? ''}
              </span>
              <Button size="small" onClick={() => accept([one])}>
                {t('policy:screens.write.accept')}
              </Button>
            </div>
          ))}
        </>
      )}
    </Sheet>
  )
}
