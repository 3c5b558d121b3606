import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { FaultLines } from './fault-lines.tsx'
import css from './playground.module.css'

type Tried = Output<'policy.tryRule'>

/** What is proven about the rule, each with what to do; nothing where nothing was found. */
export function RuleFindings({ findings }: { findings: Tried['findings'] }) {
  const { t } = useTranslation('policy')
  const wrong = findings.filter(({ weight }) => weight !== 'note')
  if (wrong.length === 0) return null
  const late = wrong.some(({ weight }) => weight === 'error')
  return (
    <Notice tone={late ? 'late' : 'soon'} title={t('screens.playground.findings')} live>
      <FaultLines faults={wrong} />
    </Notice>
  )
}

interface CasesProps {
  readonly cases: Tried['cases']
  /** values by the names a sheet uses */
  onChoose(facts: Record<string, string>): void
}

/** Enterprises at the limits of the rule, with its answer; one press fills the facts in. */
export function RuleCases({ cases, onChoose }: CasesProps) {
  const { t } = useTranslation('policy')
  const text = useText()
  if (cases.length === 0) return null
  return (
    <details className={css.cases} open>
      <summary>{t('screens.playground.cases', { count: cases.length })}</summary>
      <p className={css.remedy}>{t('screens.playground.casesHint')}</p>
      <ul>
        {cases.map(({ side, limit, facts, truth }) => {
          const said = facts.map((fact) => text(fact.text)).join(' · ')
          return (
            <li key={`${limit.zh}${side}`} data-truth={truth}>
              <span>
                <span className={css.remedy}>{t(`screens.playground.side.${side}`)}</span> {said}
              </span>
              <strong>{t(`screens.playground.truth.${truth}`)}</strong>
              <Button
                look="quiet"
                onClick={() => onChoose(Object.fromEntries(facts.map(({ name, value }) => [name, value])))}
              >
                {t('screens.playground.tryCase')}
                <span className="visually-hidden"> {said}</span>
              </Button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
