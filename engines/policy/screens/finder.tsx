import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { problemFrom } from '#apps/web/client/problem.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { Skeleton } from '#apps/web/kits/light/Skeleton.tsx'
import { FactInputs } from './fact-inputs.tsx'
import { MatchCard } from './match-card.tsx'
import { FaultLines } from './fault-lines.tsx'
import css from './finder.module.css'

type Answers = Readonly<Record<string, string>>

/** Which policies an enterprise gets, told without signing in: a few questions at a time, those first that settle most. */
export default function PolicyFinderScreen() {
  const { t } = useTranslation('policy')
  return (
    <Page
      title={t('screens.finder.title')}
      lead={t('screens.finder.lead')}
      actions={<ButtonLink to="/policies">{t('screens.library.title')}</ButtonLink>}
      wide
    >
      <PolicyFinder />
    </Page>
  )
}

/** The questions and what the answers bring so far; nothing leaves the page but the answers, and nothing is kept. */
export function PolicyFinder() {
  const { t } = useTranslation('policy')
  const [answers, setAnswers] = useState<Answers>({})
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const found = useRead('policy.findPolicies', { sheet: JSON.stringify(answers), skip: [...skipped] })
  // The last good answer stays in sight while the next one is on its way.
  const [shown, setShown] = useState<typeof found.data>()
  if (found.data && found.data !== shown && found.data.faults.length === 0) setShown(found.data)
  if (!shown)
    return found.error ? <ProblemNotice problem={problemFrom(found.error)} /> : <Skeleton lines={6} />
  const answered = Object.keys(answers).length
  const again = () => {
    setAnswers({})
    setSkipped([])
  }
  return (
    <div className={css.board}>
      <div>
        {shown.ask.length > 0 ? (
          <Questions
            key={shown.ask.map(({ name }) => name).join()}
            ask={shown.ask}
            faults={found.data?.faults ?? []}
            pending={found.isFetching}
            onAnswer={(given, left) => {
              setAnswers({ ...answers, ...given })
              setSkipped([...skipped, ...left])
            }}
          />
        ) : (
          <Notice tone="done" title={t('screens.finder.finished')}>
            <p>{t('screens.finder.finishedText')}</p>
          </Notice>
        )}
        {answered + skipped.length > 0 && (
          <Button look="quiet" onClick={again}>
            {t('screens.finder.again')}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        <p className={css.sum}>
          {t('screens.finder.sum', {
            gets: shown.gets.length,
            nearly: shown.nearly.length,
            open: shown.open,
            not: shown.not,
          })}
        </p>
        {shown.gets.length > 0 && (
          <Section title={t('screens.group.gets')}>
            {shown.gets.map((match) => (
              <MatchCard key={match.policyId} match={match} own={false} />
            ))}
          </Section>
        )}
        {shown.nearly.length > 0 && (
          <Section title={t('screens.group.nearly')}>
            {shown.nearly.map((match) => (
              <MatchCard key={match.policyId} match={match} own={false} />
            ))}
          </Section>
        )}
        {answered === 0 && <p className={css.hint}>{t('screens.finder.begin')}</p>}
      </div>
    </div>
  )
}

type Found = NonNullable<ReturnType<typeof useRead<'policy.findPolicies'>>['data']>

function Questions({
  ask,
  faults,
  pending,
  onAnswer,
}: {
  ask: Found['ask']
  faults: Found['faults']
  pending: boolean
  onAnswer: (given: Answers, left: readonly string[]) => void
}) {
  const { t } = useTranslation('policy')
  const [given, setGiven] = useState<Answers>({})
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''))
  const send = (event: FormEvent) => {
    event.preventDefault()
    onAnswer(
      filled,
      ask.flatMap(({ name }) => (name in filled ? [] : [name])),
    )
  }
  return (
    <form onSubmit={send} className={css.questions}>
      <FactInputs facts={ask} sheet={given} onChange={setGiven} />
      {faults.length > 0 && (
        <Notice tone="late" title={t('screens.finder.fault')} live>
          <FaultLines faults={faults} />
        </Notice>
      )}
      <Button type="submit" look="primary" pending={pending} wide>
        {t(Object.keys(filled).length > 0 ? 'screens.finder.onward' : 'screens.finder.skip')}
      </Button>
    </form>
  )
}
