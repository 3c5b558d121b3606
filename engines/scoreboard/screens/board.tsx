import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { LinkOver } from '#apps/web/kits/light/LinkOver.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import css from './board.module.css'
import { FigureLine } from './figure-line.tsx'
import { StateTag } from './state-tag.tsx'

type Measure = Output<'scoreboard.getBoard'>['items'][number]

const parts = ['I', 'II', 'III', 'IV', 'V'] as const
const states = ['running', 'ready', 'partly', 'not-yet'] as const

/** The plan's measures as one matrix: how far each has come, with the figures that real events yield. */
export default function BoardScreen() {
  const { t } = useTranslation('scoreboard')
  const board = useRead('scoreboard.getBoard', {})
  return (
    <Page title={t('screens.title')} lead={t('screens.lead')} wide>
      <Loaded result={board} lines={10}>
        {(answer) => (
          <>
            <Matrix items={answer.items} />
            <p className={css.at}>
              {t('screens.at')} <MomentFigure at={answer.at} />
            </p>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Matrix({ items }: { items: readonly Measure[] }) {
  const { t } = useTranslation('scoreboard')
  const text = useText()
  const [department, setDepartment] = useState<string>()
  const departments = new Map(items.flatMap((item) => item.departments.map((d) => [d.id, text(d.title)])))
  const shown = department ? items.filter((item) => item.departments.some((d) => d.id === department)) : items
  return (
    <>
      <ul className={css.totals}>
        {states.map((state) => (
          <li key={state}>
            <span className={css.total}>{shown.filter((item) => item.state === state).length}</span>
            <StateTag state={state} />
          </li>
        ))}
      </ul>
      <div className={css.filter}>
        <Select
          name="department"
          label={t('screens.department')}
          empty={t('screens.allDepartments')}
          options={[...departments]
            .map(([value, label]) => ({ value, label }))
            .sort((a, b) => a.label.localeCompare(b.label))}
          value={department}
          onChange={setDepartment}
        />
      </div>
      {parts.map((part) => {
        const measures = shown.filter((item) => item.part === part)
        return (
          measures.length > 0 && (
            <Section key={part} title={t(`parts.${part}`)}>
              <div className={css.matrix}>
                {measures.map((measure) => (
                  <Cell key={measure.number} measure={measure} />
                ))}
              </div>
            </Section>
          )
        )
      })}
    </>
  )
}

function Cell({ measure }: { measure: Measure }) {
  const text = useText()
  const [figure] = measure.figures.filter(({ value }) => value !== undefined)
  return (
    <article className={css.cell}>
      <h3 className={css.title}>
        <span className={css.number}>{measure.number}</span>
        <LinkOver to="/board/$number" params={{ number: String(measure.number) } as never}>
          {text(measure.title)}
        </LinkOver>
      </h3>
      {figure && <FigureLine figure={figure} />}
      <StateTag state={measure.state} />
    </article>
  )
}
