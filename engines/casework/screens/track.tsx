import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, useMe } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Explanation } from '#apps/web/kits/light/Explanation.tsx'
import { ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import type { TrackView } from '../tracks/track-views.ts'
import { giftTexts } from './gifts-text.ts'
import css from './track.module.css'

const tones = { eligible: 'idle', ineligible: 'idle', unknown: 'soon', 'not-applicable': 'idle' } as const

/**
 * One fast track: whether it is open, what it gives, why, and what is missing with who knows it. With `askFor` an enterprise can have
 * what is missing told.
 */
export function Track({
  track,
  askFor,
  ahead,
}: {
  track: TrackView
  askFor?: string
  /** not filed yet: judged as it would be now */
  ahead?: boolean
}) {
  const { t } = useTranslation('casework')
  const text = useText()
  const { department } = useCityWords()
  const { verdict, missing } = track.explanation
  const unknown = missing.filter(({ ask }) => ask !== undefined)
  return (
    <div className={css.track}>
      <div className={css.head}>
        <strong>{text(track.title)}</strong>
        <Tag tone={track.taken ? 'done' : tones[verdict]}>
          {t(`screens.terms.${track.taken ? (ahead ? 'wouldTake' : 'taken') : verdict}`)}
        </Tag>
      </div>
      <p className={css.note}>{giftTexts(track.gifts, t, text).join(t('screens.terms.semicolon'))}</p>
      <Explanation explanation={track.explanation} />
      {unknown.length > 0 && (
        <ul className={css.asks}>
          {unknown.map(({ fact, label, ask = '' }) => (
            <li key={fact}>
              <span>{t('screens.terms.known', { fact: text(label), department: department(ask) })}</span>
              {askFor && <AskForFact partyId={askFor} fact={fact} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function AskForFact({ partyId, fact }: { partyId: string; fact: string }) {
  const { t } = useTranslation('casework')
  const me = useMe()
  const act = useAct('party.askForFact')
  const [asked, setAsked] = useState(false)
  if (me.data?.may['party.askForFact'] === undefined) return null
  if (asked) return <span className={css.note}>{t('screens.terms.asked')}</span>
  const ask = async () => {
    if (await act.run({ partyId, fact })) setAsked(true)
  }
  return (
    <>
      <Button look="quiet" pending={act.pending} onClick={() => void ask()}>
        {t('screens.terms.ask')}
      </Button>
      {act.problem && <ProblemNotice problem={act.problem} />}
    </>
  )
}
