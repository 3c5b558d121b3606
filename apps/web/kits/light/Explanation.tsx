import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition, Explanation as ExplanationShape, UsedFact } from '#kernel/explanation.ts'
import { useLanguage, useText } from '../../i18n/i18n.ts'
import { useSourceText } from '../../shell/source-text.ts'
import { classes } from './classes.ts'
import { DateFigure } from './Figure.tsx'
import { Icon } from './Icon.tsx'
import css from './Explanation.module.css'

/** What a reader may do about one fact: say that it is wrong, or learn how to improve it. */
export type FactActions = (fact: UsedFact, condition: Condition) => ReactNode

const mark = { true: 'check', false: 'cross', unknown: 'question' } as const

function Used({ fact, actions, ofAnother }: { fact: UsedFact; actions: ReactNode; ofAnother: boolean }) {
  const { t } = useTranslation()
  const sourceText = useSourceText()
  const text = useText()
  const language = useLanguage()
  const source = fact.source === undefined ? '' : sourceText(fact.source)
  const value = (language === 'en' ? fact.valueEn : undefined) ?? fact.value
  return (
    <li className={css.used}>
      <span>
        {t(ofAnother ? 'explain.theirs' : 'explain.yours', { label: text(fact.label) })}
        <strong className="figure">{value ?? t('explain.notKnown')}</strong>
        {fact.period && <span>{t('explain.period', { period: fact.period })}</span>}
      </span>
      {(source || fact.on) && (
        <span className={css.source}>
          {source ? t('explain.from', { source }) : t('explain.asOf')}
          {fact.on && (
            <>
              {' '}
              <DateFigure day={fact.on} />
            </>
          )}
        </span>
      )}
      {actions}
    </li>
  )
}

function Branch({
  condition,
  actions,
  ofAnother,
}: {
  condition: Condition
  actions: FactActions | undefined
  ofAnother: boolean
}) {
  const { t } = useTranslation()
  const text = useText()
  const language = useLanguage()
  const threshold = (language === 'en' ? condition.thresholdEn : undefined) ?? condition.threshold
  return (
    <li className={classes(css.condition, css[condition.truth])}>
      <span className={css.mark}>
        <Icon name={mark[condition.truth]} size="1em" />
        <span className="visually-hidden">{t(`explain.truth.${condition.truth}`)}</span>
      </span>
      <div className={css.body}>
        <p>
          {text(condition.text)}
          {condition.clause && <span className={css.clause}>{condition.clause}</span>}
        </p>
        {condition.kind === 'any' && condition.children.length > 1 && (
          <p className={css.note}>{t('explain.anyOf')}</p>
        )}
        {condition.used.length > 0 && (
          <ul>
            {condition.used.map((fact) => (
              <Used
                key={`${fact.fact}${fact.period ?? ''}`}
                fact={fact}
                actions={actions?.(fact, condition)}
                ofAnother={ofAnother}
              />
            ))}
          </ul>
        )}
        {threshold && <p className={css.note}>{t('explain.threshold', { threshold })}</p>}
        {condition.gap && <p className={css.gap}>{text(condition.gap)}</p>}
        {condition.children.length > 0 && (
          <ul className={css.tree}>
            {condition.children.map((child) => (
              <Branch key={child.id} condition={child} actions={actions} ofAnother={ofAnother} />
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** Why a rule answered as it did: one sentence, and behind a tap the whole tree. The same for every kind of rule. */
export function Explanation({
  explanation,
  actions,
  startOpen = false,
  foot,
  sentence,
}: {
  explanation: ExplanationShape
  actions?: FactActions
  startOpen?: boolean
  foot?: ReactNode
  /** said instead of the summary to a reader whom it does not concern: nothing of it is “yours” then */
  sentence?: string
}) {
  const { t } = useTranslation()
  const text = useText()
  const [open, setOpen] = useState(startOpen)
  return (
    <details className={css.explanation} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={css.sentence}>{sentence ?? text(explanation.summary)}</span>
        <span className={css.more}>
          {t(open ? 'explain.hide' : 'explain.show')}
          <Icon name="down" size="1em" />
        </span>
      </summary>
      <ul className={css.tree}>
        {explanation.tree.map((condition) => (
          <Branch
            key={condition.id}
            condition={condition}
            actions={actions}
            ofAnother={sentence !== undefined}
          />
        ))}
      </ul>
      {explanation.missing.length > 0 && (
        <div className={css.missing}>
          <p>{t('explain.missing')}</p>
          <ul>
            {explanation.missing.map((missing) => (
              <li key={missing.fact}>{text(missing.label)}</li>
            ))}
          </ul>
        </div>
      )}
      {foot}
    </details>
  )
}
