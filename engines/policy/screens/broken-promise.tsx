import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ObjectTo } from './object-act.tsx'
import css from './policies.module.css'

type ClaimRow = Output<'policy.listMyClaims'>['items'][number]

/** What was found of a promise, that it stands in the record, how to object and how to make it good. */
export function BrokenPromise({ claim }: { claim: ClaimRow }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const { department } = useCityWords()
  const [asking, setAsking] = useState(false)
  const { check, repair, partyId, policyId, promised } = claim
  const found = check?.reason ?? ''
  return (
    <Notice tone="late" title={t('screens.repair.entered')}>
      {check && (
        <p>
          <DateFigure day={check.on} /> · {department(claim.department)}
          {t('screens.repair.found', { reason: check.reason })}
        </p>
      )}
      {promised && <p>{text(promised.consequence)}</p>}
      {repair?.state === 'refused' && repair.reason && (
        <p>{t('screens.repair.refused', { reason: repair.reason })}</p>
      )}
      <p>{t(repair?.state === 'asked' ? 'screens.repair.asked' : 'screens.repair.how')}</p>
      <p className={css.acts}>
        <ObjectTo policyId={policyId} partyId={partyId} told={{ zh: found, en: found }} />
        {repair?.state !== 'asked' && (
          <Button onClick={() => setAsking(true)}>{t('screens.repair.act')}</Button>
        )}
      </p>
      {asking && <RepairDialog claim={claim} close={() => setAsking(false)} />}
    </Notice>
  )
}

function RepairDialog({ claim: { partyId, claimId }, close }: { claim: ClaimRow; close: () => void }) {
  const { t } = useTranslation('policy')
  const say = useToast()
  const [words, setWords] = useState('')
  const act = useAct('policy.askRepair')
  const errorOf = useFieldErrors(act.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await act.run({ partyId, claimId, text: words }))) return
    say(t('screens.repair.sent'))
    close()
  }
  return (
    <Dialog title={t('screens.repair.act')} open onClose={close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p>{t('screens.repair.lead')}</p>
        <ErrorSummary problem={act.problem} />
        <TextField
          name="text"
          label={t('screens.repair.text')}
          hint={t('screens.repair.textHint')}
          rows={4}
          value={words}
          onChange={setWords}
          error={errorOf('text')}
        />
        <Button type="submit" look="primary" pending={act.pending}>
          {t('screens.repair.send')}
        </Button>
      </form>
    </Dialog>
  )
}
