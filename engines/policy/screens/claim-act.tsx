import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct, useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { CheckboxGroup } from '#apps/web/kits/light/CheckboxGroup.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { DateFigure, Money } from '#apps/web/kits/light/Figure.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'
import { ClaimStanding } from './claims.tsx'
import type { Match } from './mine.tsx'
import css from './policies.module.css'

type Preview = Output<'policy.previewClaim'>

/** The button that fits how a policy is come by; where it is claimed already, who has it and until when. */
export function ClaimAct({ match, partyId }: { match: Match; partyId: string }) {
  const me = useMe()
  const may = me.data?.may['policy.lodgeClaim'] !== undefined
  const possible =
    match.claimed && !match.higher && (match.verdict === 'eligible' || match.verdict === 'unknown')
  const claims = useRead('policy.listMyClaims', { partyId }, { enabled: may && match.claimed })
  const mine = claims.data?.items.find(
    ({ policyId, state }) => policyId === match.policyId && (state === 'open' || state === 'granted'),
  )
  const asks = may && possible && claims.data !== undefined && !mine
  const preview = useRead('policy.previewClaim', { partyId, policyId: match.policyId }, { enabled: asks })
  if (mine) return <ClaimStanding claim={mine} />
  if (!asks || !preview.data) return null
  if (preview.data.theme) return <Apply theme={preview.data.theme} partyId={partyId} />
  return preview.data.ready ? <Claim match={match} partyId={partyId} preview={preview.data} /> : null
}

/** An application is filled in and decided as a case. */
function Apply({ theme, partyId }: { theme: string; partyId: string }) {
  const { t } = useTranslation('policy')
  const navigate = useNavigate()
  const open = useAct('casework.openDraft')
  const begin = async () => {
    const draft = await open.run({ partyId, theme })
    if (draft) await navigate({ to: '/space/open/$theme/$caseId', params: { theme, caseId: draft.id } })
  }
  return (
    <>
      <ErrorSummary problem={open.problem} />
      <Button pending={open.pending} onClick={() => void begin()}>
        {t('screens.claim.apply')}
      </Button>
    </>
  )
}

function Claim({ match, partyId, preview }: { match: Match; partyId: string; preview: Preview }) {
  const { t } = useTranslation('policy')
  const [asking, setAsking] = useState(false)
  const words = preview.promised ? 'screens.claim.promise' : 'screens.claim.act'
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(words)}</Button>
      {asking && (
        <ClaimDialog match={match} partyId={partyId} preview={preview} close={() => setAsking(false)} />
      )}
    </>
  )
}

function ClaimDialog({
  match,
  partyId,
  preview,
  close,
}: {
  match: Match
  partyId: string
  preview: Preview
  close: () => void
}) {
  const { t } = useTranslation('policy')
  const text = useText()
  const say = useToast()
  const [promised, setPromised] = useState<readonly string[]>([])
  const act = useAct('policy.lodgeClaim')
  const errorOf = useFieldErrors(act.problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await act.run({ partyId, policyId: match.policyId, promised: [...promised] }))) return
    say(t('screens.claim.done'))
    close()
  }
  const { promised: promise, amountFen, decideWorkingDays } = preview
  return (
    <Dialog title={text(match.title)} open onClose={close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary problem={act.problem} />
        {amountFen !== null && (
          <p>
            {t('screens.claim.sum')} <Money fen={amountFen} big />
          </p>
        )}
        <p>{t('screens.claim.decided', { count: decideWorkingDays })}</p>
        {promise && (
          <>
            <CheckboxGroup
              name="promised"
              label={t('screens.claim.promises')}
              hint={t('screens.claim.promisesHint')}
              options={promise.facts.map(({ fact, text: words }) => ({ value: fact, label: text(words) }))}
              value={promised}
              onChange={setPromised}
              error={errorOf('promised')}
            />
            <p>
              {t('screens.claim.checkedBy')} <DateFigure day={promise.checkBy} />
            </p>
            <p>{text(promise.consequence)}</p>
          </>
        )}
        <p className={css.acts}>
          <Button type="submit" look="primary" pending={act.pending}>
            {t(promise ? 'screens.claim.promise' : 'screens.claim.act')}
          </Button>
        </p>
      </form>
    </Dialog>
  )
}
