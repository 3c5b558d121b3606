import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '#apps/web/client/hooks.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { RadioCards } from '#apps/web/kits/light/RadioCards.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import type { Case } from './case.tsx'

const scores = ['5', '4', '3', '2', '1'] as const

/** What the applicant can do with the matter itself: rate it when it is over, withdraw it before. */
export function CaseActs({ theCase }: { theCase: Case }) {
  if (theCase.rating || theCase.standing === 'completed' || theCase.standing === 'refused')
    return <Rating theCase={theCase} />
  return theCase.standing === 'draft' || theCase.standing === 'lodged' ? <Withdraw theCase={theCase} /> : null
}

function Rating({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const act = useAct('casework.rateService')
  const [score, setScore] = useState<string>()
  const [comment, setComment] = useState('')
  const { partyId, caseId, rating } = theCase
  if (rating) return <Notice tone="done" title={t('screens.rating.thanks', { score: rating.score })} />
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await act.run({ partyId, caseId, score: Number(score), comment: comment || undefined })
  }
  return (
    <Section title={t('screens.rating.title')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={act.problem} />
        <RadioCards
          name="score"
          label={t('screens.rating.question')}
          options={scores.map((value) => ({ value, label: t(`screens.rating.score.${value}`) }))}
          value={score}
          onChange={setScore}
        />
        <TextField
          name="comment"
          label={t('screens.rating.comment')}
          optional
          rows={3}
          value={comment}
          onChange={setComment}
        />
        <Button type="submit" pending={act.pending} disabled={!score}>
          {t('screens.rating.send')}
        </Button>
      </form>
    </Section>
  )
}

function Withdraw({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const [open, setOpen] = useState(false)
  const act = useAct('casework.withdraw')
  const { partyId, caseId } = theCase
  const withdraw = async () => {
    if (await act.run({ partyId, caseId })) setOpen(false)
  }
  return (
    <p className="no-print">
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t('screens.withdraw.act')}
      </Button>
      <Dialog
        title={t('screens.withdraw.act')}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <Button look="danger" pending={act.pending} onClick={() => void withdraw()}>
            {t('screens.withdraw.act')}
          </Button>
        }
      >
        <p>{t('screens.withdraw.text')}</p>
        {theCase.fees?.standing === 'paid' && <p>{t('screens.withdraw.fees')}</p>}
        <ErrorSummary problem={act.problem} />
      </Dialog>
    </p>
  )
}
