import { useTranslation } from 'react-i18next'
import { useAct, useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded, ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import css from './policies.module.css'

/** Asks the department that knows a fact to tell it; where it is asked already, until when it answers. */
export function AskOwner({
  partyId,
  fact,
  year,
}: {
  partyId: string
  fact: string
  year?: number | undefined
}) {
  const { t } = useTranslation('policy')
  const say = useToast()
  const me = useMe()
  const { department } = useCityWords()
  const may = me.data?.may['party.askForFact'] !== undefined
  const asked = useRead('party.listMyFactRequests', { partyId }, { enabled: may })
  const act = useAct('party.askForFact')
  const open = asked.data?.items.find(
    (one) => one.fact === fact && (one.period ?? '') === (year ?? '').toString() && one.state === 'open',
  )
  if (!may || !asked.data) return null
  if (open)
    return (
      <span className={css.note}>
        {t('screens.ask.with', { department: department(open.department) })}
        {open.answerBy && (
          <>
            {' '}
            <DateFigure day={open.answerBy} /> {t('screens.claim.before')}
          </>
        )}
      </span>
    )
  const ask = async () => {
    if (await act.run({ partyId, fact, ...(year === undefined ? {} : { year }) })) say(t('screens.ask.done'))
  }
  return (
    <>
      <Button look="quiet" pending={act.pending} onClick={() => void ask()}>
        {t('screens.ask.act')}
      </Button>
      {act.problem && <ProblemNotice problem={act.problem} />}
    </>
  )
}

const tones = { open: 'wait', told: 'done', answered: 'done', declined: 'idle' } as const

/** What departments were asked for, who has it until when, and what they answered. */
export function FactRequests({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const me = useMe()
  const { department } = useCityWords()
  const may = me.data?.may['party.listMyFactRequests'] !== undefined
  const asked = useRead('party.listMyFactRequests', { partyId }, { enabled: may })
  if (!may) return null
  return (
    <Loaded result={asked} lines={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section title={t('screens.ask.title')}>
            {items.map((one) => (
              <article key={one.requestId} className={css.match}>
                <div className={css.head}>
                  <h3>
                    {text(one.title)}
                    {one.period && ` · ${one.period}`}
                  </h3>
                  <Tag tone={tones[one.state]}>{t(`screens.ask.state.${one.state}`)}</Tag>
                </div>
                {one.answer && (
                  <p>
                    {one.answer}
                    {one.document && ` · ${t('screens.ask.source', { source: one.document })}`}
                  </p>
                )}
                <p className={css.note}>
                  {department(one.department)} · <MomentFigure at={one.askedAt} />
                  {one.state === 'open' && one.answerBy && (
                    <>
                      {' · '}
                      <DateFigure day={one.answerBy} /> {t('screens.claim.before')}
                    </>
                  )}
                </p>
              </article>
            ))}
          </Section>
        )
      }
    </Loaded>
  )
}
